/**
 * Says once a minute that the session's page is open, that it was left, and that the meeting's link was followed.
 * The server's clock counts. Without script the button inside says the same by hand.
 *
 * @example
 * <xingtan-presence src="/sessions/…/check-in/presence/" meeting="https://…" entered="/sessions/…/check-in/meeting/">
 *   <form method="post" action="…">…<button>I am still here</button></form>
 * </xingtan-presence>
 */
const MINUTE = 60_000;

class XingtanPresence extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    // A tenth more or less, so that a whole class does not speak in the same second.
    const every = MINUTE * (0.85 + Math.random() * 0.1);
    this.#timer = window.setInterval(() => {
      this.#say("src", "here");
    }, every);
    window.addEventListener("pagehide", this.#leave);
    document.addEventListener("click", this.#follow);
    this.setAttribute("data-state", "on");
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
    window.removeEventListener("pagehide", this.#leave);
    document.removeEventListener("click", this.#follow);
  }

  #leave = (): void => {
    this.#say("src", "left");
  };

  /** The meeting opens in a window of its own; what counts is that one went there from here. */
  #follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link?.getAttribute("href") === this.getAttribute("meeting")) this.#say("entered", "entered");
  };

  #say(where: "src" | "entered", sign: string): void {
    const token = this.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = new URLSearchParams({ sign });
    // A sign that is lost costs a minute; the next one comes by itself.
    void fetch(this.getAttribute(where) ?? "", {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token },
      keepalive: true,
      redirect: "manual",
    }).catch(() => undefined);
  }
}

customElements.define("xingtan-presence", XingtanPresence);
