/**
 * Nine dots to press in their order, beside the field in which their numbers can be typed as well.
 *
 * @example
 * <xingtan-gesture dot="Dot *" again="Begin again"><label>… <input name="gesture"></label></xingtan-gesture>
 */
const DOTS = 9;

class XingtanGesture extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector<HTMLInputElement>("input");
    if (!field || this.querySelector(".gesture-dots")) return;
    const grid = document.createElement("div");
    grid.className = "gesture-dots";
    grid.setAttribute("role", "group");
    const dots = Array.from({ length: DOTS }, (_none, at) => this.#dot(String(at + 1), field));
    const again = button(this.getAttribute("again") ?? "×", () => {
      field.value = "";
      this.#draw(dots, field);
      dots[0]?.focus();
    });
    again.setAttribute("data-kind", "quiet");
    field.addEventListener("input", () => {
      this.#draw(dots, field);
    });
    for (const dot of dots) {
      dot.addEventListener("click", () => {
        this.#draw(dots, field);
      });
    }
    grid.append(...dots);
    this.append(grid, again);
  }

  #dot(number: string, field: HTMLInputElement): HTMLButtonElement {
    const made = button(number, () => {
      if (!field.value.includes(number)) field.value += number;
    });
    made.setAttribute("aria-label", (this.getAttribute("dot") ?? "*").replace("*", number));
    made.setAttribute("aria-pressed", "false");
    return made;
  }

  #draw(dots: HTMLButtonElement[], field: HTMLInputElement): void {
    for (const dot of dots) dot.setAttribute("aria-pressed", String(field.value.includes(dot.textContent)));
  }
}

function button(words: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
}

customElements.define("xingtan-gesture", XingtanGesture);
