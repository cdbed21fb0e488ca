/**
 * Adds the reader's own time to a moment that is said in another zone.
 *
 * @example
 * <xingtan-time offset="480" form="both" words="* your time">
 *   <time datetime="2026-11-03T06:00:00Z">3 November 2026, 14:00, Shanghai time (UTC+8)</time>
 * </xingtan-time>
 */
class XingtanTime extends HTMLElement {
  connectedCallback(): void {
    const said = this.querySelector("time");
    if (!said || this.querySelector(".local-time")) return;
    const at = new Date(said.dateTime);
    const theirs = Number(this.getAttribute("offset"));
    const ours = -at.getTimezoneOffset();
    if (Number.isNaN(at.valueOf()) || ours === theirs) return;

    const note = document.createElement("span");
    note.className = "local-time";
    const words = this.getAttribute("words") ?? "*";
    note.textContent = ` · ${words.replace("*", this.#local(at, ours - theirs))}`;
    this.append(note);
  }

  /** Says the time here, with the day where it may be another one. */
  #local(at: Date, minutesApart: number): string {
    const there = new Date(at.valueOf() - minutesApart * 60_000);
    const isOtherDay = there.getDate() !== at.getDate();
    const day = isOtherDay || this.getAttribute("form") === "both" ? ({ day: "numeric", month: "short" } as const) : {};
    return new Intl.DateTimeFormat(document.documentElement.lang, {
      ...day,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).format(at);
  }
}

customElements.define("xingtan-time", XingtanTime);
