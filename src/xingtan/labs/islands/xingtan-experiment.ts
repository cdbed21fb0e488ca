/**
 * Hears what an experiment in its frame says (`ready`, `step`, `score`, `done`) and sends it on to be kept.
 * Only the frame inside this element is heard, only in the shapes below, and only so often; what could not be
 * sent is sent again, and the server keeps what comes twice once. Without script the frame does not run either.
 *
 * To the frame: `{type: "begin", language, possible, dark}` after its `ready`, and perhaps before it.
 *
 * @example
 * <xingtan-experiment src="/api/v1/trials/…/steps" possible="4" data-recording="…" data-kept="Steps kept: %s" …>
 *   <iframe src="…" sandbox="allow-scripts"></iframe>
 * </xingtan-experiment>
 */
interface Said {
  number: number;
  kind: "step" | "score" | "done";
  name?: string;
  values?: Record<string, unknown>;
  score?: number;
}

const SEND_EVERY = 2000;
const AT_ONCE = 50;
const MOST = 1000;
const LONGEST = 2000;
const MOST_VALUES = 20;
/** Twenty at once, and ten more each second: a hand is slower, a loop gone wild is not. */
const BURST = 20;
const A_SECOND = 10;

class XingtanExperiment extends HTMLElement {
  #frame: HTMLIFrameElement | null = null;
  #status = document.createElement("p");
  #waiting: Said[] = [];
  #number = 0;
  #kept = 0;
  #isDone = false;
  #isSending = false;
  #isLost = false;
  #allowance = BURST;
  #heardAt = performance.now();
  #timer = 0;

  connectedCallback(): void {
    this.#frame = this.querySelector("iframe");
    if (!this.#frame) return;
    this.#status.className = "quiet";
    this.#status.setAttribute("role", "status");
    this.append(this.#status);
    this.#say("recording");
    window.addEventListener("message", this.#hear);
    this.#frame.addEventListener("load", this.#begin);
    this.#begin();
    window.addEventListener("pagehide", this.#send);
    window.addEventListener("online", this.#send);
    this.#timer = window.setInterval(this.#send, SEND_EVERY);
  }

  disconnectedCallback(): void {
    window.removeEventListener("message", this.#hear);
    this.#frame?.removeEventListener("load", this.#begin);
    window.removeEventListener("pagehide", this.#send);
    window.removeEventListener("online", this.#send);
    window.clearInterval(this.#timer);
    this.#status.remove();
  }

  #say(name: string, count?: number): void {
    const words = this.dataset[name] ?? "";
    this.#status.textContent = count === undefined ? words : words.replace("%s", String(count));
  }

  /** A sandboxed frame has no origin: anything else is another page that says it is ours. */
  readonly #hear = (event: MessageEvent): void => {
    if (event.source !== this.#frame?.contentWindow || event.origin !== "null") return;
    if (!this.#mayGoOn()) return;
    const said = this.#read(event.data);
    if (said === "ready") {
      this.#begin();
    } else if (said === null) {
      this.#say("odd");
    } else if (!this.#isDone && this.#number < MOST) {
      this.#number += 1;
      this.#waiting.push({ ...said, number: this.#number });
      this.#isDone = said.kind === "done";
      if (this.#isDone) this.#send();
    }
  };

  /** Tells the frame what it may know; again if need be, for it may have been ready before this element was. */
  readonly #begin = (): void => {
    const language = this.closest("[lang]")?.getAttribute("lang") ?? "en";
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const possible = Number(this.getAttribute("possible"));
    // It has no origin to be named; nothing of this is secret.
    this.#frame?.contentWindow?.postMessage({ type: "begin", language, possible, dark }, "*");
  };

  /** Counts what is heard: more than the allowance is not even read. */
  #mayGoOn(): boolean {
    const now = performance.now();
    this.#allowance = Math.min(BURST, this.#allowance + ((now - this.#heardAt) / 1000) * A_SECOND);
    this.#heardAt = now;
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
  }

  #read(data: unknown): Omit<Said, "number"> | "ready" | null {
    if (typeof data !== "object" || data === null) return null;
    const { type, name, values, score } = data as Record<string, unknown>;
    if (type === "ready") return "ready";
    if (type === "done") return { kind: "done" };
    if (type === "score") {
      const possible = Number(this.getAttribute("possible"));
      return typeof score === "number" && score >= 0 && score <= possible ? { kind: "score", score } : null;
    }
    if (type !== "step" || typeof name !== "string" || name.length > 80) return null;
    const told = this.#values(values ?? {});
    return told && { kind: "step", name, values: told };
  }

  #values(values: unknown): Record<string, unknown> | null {
    if (typeof values !== "object" || values === null || Array.isArray(values)) return null;
    const rows = Object.entries(values);
    const isPlain = rows.every(([name, value]) => name.length > 0 && name.length <= 80 && isValue(value));
    if (!isPlain || rows.length > MOST_VALUES || JSON.stringify(rows).length > LONGEST) return null;
    return Object.fromEntries(rows);
  }

  readonly #send = (): void => {
    if (this.#isSending || this.#isLost || this.#waiting.length === 0) return;
    const steps = this.#waiting.slice(0, AT_ONCE);
    this.#isSending = true;
    this.#post(steps)
      .then((response) => {
        if (response.ok) {
          this.#waiting = this.#waiting.slice(steps.length);
          this.#kept += steps.length;
          if (this.#isDone && this.#waiting.length === 0) this.#say("done");
          else this.#say("kept", this.#kept);
        } else if (response.status === 429 || response.status >= 500) {
          this.#say("waiting", this.#waiting.length);
        } else {
          this.#isLost = true;
          void this.#refused(response);
        }
      })
      .catch(() => { this.#say("waiting", this.#waiting.length); })
      .finally(() => { this.#isSending = false; });
  };

  /** A refusal says why; if it does not, what to do is said here. */
  async #refused(response: Response): Promise<void> {
    const told: unknown = await response.json().catch(() => null);
    const detail = typeof told === "object" && told !== null && "detail" in told ? told.detail : null;
    this.#say("lost");
    if (response.status === 422 && typeof detail === "string") this.#status.textContent = detail;
  }

  #post(steps: Said[]): Promise<Response> {
    const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
    return fetch(this.getAttribute("src") ?? "", {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ steps }),
    });
  }
}

function isValue(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && Math.abs(value) <= 1e15;
  if (typeof value === "string") return value.length <= 200;
  return typeof value === "boolean" || value === null;
}

customElements.define("xingtan-experiment", XingtanExperiment);
