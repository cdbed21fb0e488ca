/**
 * Offers, under a field to search with, what one may be about to type. The field is a combobox with a list:
 * arrows go through it, Enter takes one and searches, Escape closes it. Without the script the field is a field.
 *
 * @example
 * <xingtan-suggest src="/explore/suggestions/" label="Suggestions"><input type="search" name="q"></xingtan-suggest>
 */
const WAIT = 120;
const SHORTEST = 2;

class XingtanSuggest extends HTMLElement {
  #list = document.createElement("ul");
  #field: HTMLInputElement | null = null;
  #timer = 0;
  #asked: AbortController | null = null;
  #typed = "";

  connectedCallback(): void {
    this.#field = this.querySelector("input");
    if (!this.#field) return;
    this.#list.id = `${this.#field.id || "suggest"}-list`;
    this.#list.role = "listbox";
    this.#list.ariaLabel = this.getAttribute("label");
    this.#list.hidden = true;
    this.append(this.#list);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", this.#list.id],
    ] as const) {
      this.#field.setAttribute(name, value);
    }
    this.#field.addEventListener("input", this.#onInput);
    this.#field.addEventListener("keydown", this.#onKey);
    this.#field.addEventListener("blur", this.#close);
    // A press would take the focus away before it is a click.
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
    });
    this.#list.addEventListener("click", (event) => {
      this.#take((event.target as Element).closest("li"));
    });
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#list.remove();
  }

  #onInput = (): void => {
    clearTimeout(this.#timer);
    this.#typed = this.#field?.value ?? "";
    if (this.#typed.trim().length < SHORTEST) this.#close();
    else this.#timer = window.setTimeout(() => void this.#ask(), WAIT);
  };

  async #ask(): Promise<void> {
    this.#asked?.abort();
    this.#asked = new AbortController();
    try {
      const query = new URLSearchParams({ q: this.#typed.trim() });
      const answer = await fetch(`${this.getAttribute("src") ?? ""}?${query}`, { signal: this.#asked.signal });
      if (!answer.ok) return;
      const { suggestions } = (await answer.json()) as { suggestions: string[] };
      if (document.activeElement === this.#field) this.#show(suggestions);
    } catch {
      // Overtaken by the next letter, or no connection: the field works without.
    }
  }

  #show(suggestions: string[]): void {
    this.#list.replaceChildren(
      ...suggestions.map((words, number) => {
        const item = document.createElement("li");
        item.role = "option";
        item.id = `${this.#list.id}-${number}`;
        item.dir = "auto";
        item.textContent = words;
        item.ariaSelected = "false";
        return item;
      }),
    );
    this.#list.hidden = !suggestions.length;
    this.#field?.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#field?.removeAttribute("aria-activedescendant");
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      if (this.#field) this.#field.value = this.#typed;
      this.#close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.#list.hidden) return;
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.#chosen) {
      event.preventDefault();
      this.#take(this.#chosen);
    }
  };

  get #chosen(): HTMLLIElement | null {
    return this.#list.hidden ? null : this.#list.querySelector<HTMLLIElement>("[aria-selected=true]");
  }

  /** Goes on in a ring, in which the field itself, with what was typed, has a place. */
  #move(step: number): void {
    const items = [...this.#list.children] as HTMLLIElement[];
    const before = this.#chosen ? items.indexOf(this.#chosen) : -1;
    const place = ((before + 1 + step + items.length + 1) % (items.length + 1)) - 1;
    for (const [number, item] of items.entries()) item.ariaSelected = String(number === place);
    const item = items[place];
    if (!this.#field) return;
    this.#field.value = item?.textContent ?? this.#typed;
    if (item) this.#field.setAttribute("aria-activedescendant", item.id);
    else this.#field.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  }

  #take(item: HTMLLIElement | null): void {
    if (!item || !this.#field) return;
    this.#field.value = item.textContent;
    this.#close();
    this.#field.form?.requestSubmit();
  }

  #close = (): void => {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#list.hidden = true;
    this.#field?.setAttribute("aria-expanded", "false");
    this.#field?.removeAttribute("aria-activedescendant");
  };
}

customElements.define("xingtan-suggest", XingtanSuggest);
