/**
 * Closes a menu (a `<details>`) when one presses Escape, presses elsewhere, or moves on.
 * Without the script it opens and closes by its own summary.
 *
 * @example
 * <xingtan-menu><details class="menu"><summary>More</summary><ul class="menu-list">…</ul></details></xingtan-menu>
 */
class XingtanMenu extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("focusout", this.#onLeave);
    document.addEventListener("pointerdown", this.#onPress);
  }

  disconnectedCallback(): void {
    this.removeEventListener("keydown", this.#onKey);
    this.removeEventListener("focusout", this.#onLeave);
    document.removeEventListener("pointerdown", this.#onPress);
  }

  #onKey = (event: KeyboardEvent): void => {
    const details = this.querySelector("details");
    if (event.key !== "Escape" || !details?.open) return;
    details.open = false;
    details.querySelector("summary")?.focus();
  };

  #onLeave = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.#close();
  };

  #onPress = (event: PointerEvent): void => {
    if (event.target instanceof Node && !this.contains(event.target)) this.#close();
  };

  #close(): void {
    const details = this.querySelector("details");
    if (details) details.open = false;
  }
}

customElements.define("xingtan-menu", XingtanMenu);
