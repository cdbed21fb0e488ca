/**
 * Sends the form inside it to the process that takes posts of many people in the same moment, and
 * fires `taken` when it is stored: a part that shows what was taken fetches itself again then. Busy, or
 * not reached, it tries again twice; whenever that process says no, the form goes its ordinary way to its
 * page, which judges for itself and answers in words. What is sent twice is kept once.
 *
 * @example
 * <xingtan-intake to="http://localhost:8001/intake/check-in">
 *   <form method="post" action="/sessions/…/check-in/">…<input type="hidden" name="pass" value="…"></form>
 * </xingtan-intake>
 * <section hx-get="…" hx-trigger="taken from:body">…</section>
 */
const TRIES = 3;
const WAITS_AT_MOST = 8_000;
const PAUSE = 600;

class XingtanIntake extends HTMLElement {
  #isOnItsOrdinaryWay = false;

  connectedCallback(): void {
    // Before htmx, which listens on the form itself.
    this.addEventListener("submit", this.#submit, { capture: true });
  }

  disconnectedCallback(): void {
    this.removeEventListener("submit", this.#submit, { capture: true });
  }

  #submit = (event: SubmitEvent): void => {
    const to = this.getAttribute("to");
    const form = event.target as HTMLFormElement;
    const data = new FormData(form, event.submitter);
    const hasFile = [...data.values()].some((value) => value instanceof File && value.size > 0);
    // Without a pass that process would say no: such a form goes its ordinary way at once.
    if (!to || hasFile || !data.get("pass") || this.#isOnItsOrdinaryWay) {
      this.#isOnItsOrdinaryWay = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    // A second tap while the first is on its way.
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    void this.#send(to, data).then((isTaken) => {
      form.ariaBusy = null;
      if (isTaken) {
        this.dispatchEvent(new CustomEvent("taken", { bubbles: true }));
        return;
      }
      this.#isOnItsOrdinaryWay = true;
      form.requestSubmit(event.submitter);
    });
  };

  async #send(to: string, data: FormData): Promise<boolean> {
    const body = new URLSearchParams();
    for (const [name, value] of data) {
      // The other origin has no use for what guards this one.
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") body.append(name, value);
    }
    for (let tried = 1; tried <= TRIES; tried++) {
      let pause = PAUSE;
      try {
        const answer = await fetch(to, { method: "POST", body, credentials: "omit", signal: AbortSignal.timeout(WAITS_AT_MOST) });
        if (answer.ok) return true;
        if (answer.status !== 503) return false;
        pause = Number(answer.headers.get("Retry-After") ?? 1) * 1000;
      } catch {
        // Not reached, or no answer: its successor may be there in a moment.
      }
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
    return false;
  }
}

customElements.define("xingtan-intake", XingtanIntake);
