/**
 * A transcript beside a film: each line is a button that goes there, the line being spoken is marked,
 * and words can be looked for. It works on the list that the server drew.
 */
export class Transcript {
  readonly #lines: { at: number; item: HTMLLIElement }[];
  #current: HTMLLIElement | undefined;

  constructor(
    private readonly details: HTMLDetailsElement,
    private readonly video: HTMLVideoElement,
    private readonly words: { search: string; found: string },
  ) {
    this.#lines = [...details.querySelectorAll<HTMLLIElement>("li[data-at]")].map((item) => ({
      at: Number(item.dataset["at"]),
      item,
    }));
    for (const { at, item } of this.#lines) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "transcript-line";
      button.append(...item.childNodes);
      button.addEventListener("click", () => { this.#goTo(at); });
      item.append(button);
    }
    this.#addSearch();
    video.addEventListener("timeupdate", this.#mark);
  }

  #goTo(at: number): void {
    const { video } = this;
    if (video.readyState > 0) video.currentTime = at;
    else video.addEventListener("loadedmetadata", () => { video.currentTime = at; }, { once: true });
    void video.play();
  }

  #addSearch(): void {
    const field = document.createElement("label");
    const input = document.createElement("input");
    const status = document.createElement("span");
    field.className = "transcript-search cluster";
    input.type = "search";
    status.className = "quiet small";
    status.setAttribute("role", "status");
    field.append(`${this.words.search} `, input, status);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let found = 0;
      for (const { item } of this.#lines) {
        item.hidden = wanted !== "" && !item.textContent.toLowerCase().includes(wanted);
        if (!item.hidden) found += 1;
      }
      status.textContent = wanted ? this.words.found.replace("%s", String(found)) : "";
    });
    this.details.querySelector("summary")?.after(field);
  }

  #mark = (): void => {
    if (!this.details.open) return;
    const now = this.#lines.filter(({ at }) => at <= this.video.currentTime).at(-1)?.item;
    if (now === this.#current) return;
    this.#current?.removeAttribute("aria-current");
    this.#current = now;
    now?.setAttribute("aria-current", "true");
    const list = now?.parentElement;
    // Only the list moves, never the page somebody reads.
    if (now && list) list.scrollTop = now.offsetTop - list.offsetTop - list.clientHeight / 3;
  };
}
