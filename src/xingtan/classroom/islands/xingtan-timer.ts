/**
 * Counts down to a moment of the server's clock. The words inside stand without script: what was left
 * when the page was made. `now` is the server's clock at that moment, so that a phone whose own clock
 * is hours off counts right. When it is over, the words of `over` stand there, and it dispatches `timer:over`.
 *
 * @example
 * <xingtan-timer until="2020-02-17T12:10:00Z" now="2020-02-17T12:00:00Z" over="Time is up">10:00</xingtan-timer>
 */
const SECOND = 1_000;

class XingtanTimer extends HTMLElement {
  #ticking = 0;
  #endsAt = 0;

  connectedCallback(): void {
    const until = Date.parse(this.getAttribute("until") ?? "");
    const now = Date.parse(this.getAttribute("now") ?? "");
    if (Number.isNaN(until) || Number.isNaN(now)) return;
    // By the clock that never jumps: only how long is left is taken from the server.
    this.#endsAt = performance.now() + (until - now);
    this.#tick();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#ticking);
  }

  #tick = (): void => {
    const left = this.#endsAt - performance.now();
    if (left <= 0) {
      this.textContent = this.getAttribute("over") ?? clock(0);
      this.toggleAttribute("data-over", true);
      this.dispatchEvent(new CustomEvent("timer:over", { bubbles: true }));
      return;
    }
    this.textContent = clock(Math.ceil(left / SECOND));
    this.#ticking = window.setTimeout(this.#tick, left % SECOND || SECOND);
  };
}

/** Writes seconds as `9:05` or `1:00:00`. */
function clock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

customElements.define("xingtan-timer", XingtanTimer);
