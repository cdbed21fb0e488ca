/**
 * Listens to what happens on the server, one connection a page, and tells the page's parts.
 * The name of a message becomes the events `wire:<name>` and `wire:<name>:<id>` on the body; a part
 * that cares fetches itself again: `hx-trigger="wire:notices.delivered from:body"`. Which names are
 * listened for is read from those triggers. The address holds a token that ends; `renew` is where
 * a fresh address is got, as plain text. Where streams are blocked, the parts are told every ten
 * seconds to look for themselves.
 *
 * @example
 * <xingtan-stream src="http://localhost:8001/stream?token=…" renew="/stream/address/"></xingtan-stream>
 */
const SOON = 300;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;
const LOOK_EVERY = 10_000;

class XingtanStream extends HTMLElement {
  #source: EventSource | null = null;
  #heard = new Set<string>();
  #wait = FIRST_WAIT;
  #timer = 0;
  #looks = 0;
  #isHeard = false;
  #isAgain = false;

  connectedCallback(): void {
    // A second one on the same page would be told everything twice.
    if (document.querySelector("xingtan-stream") !== this) return;
    document.addEventListener("htmx:afterSettle", this.#listen);
    this.#open(this.getAttribute("src") ?? "");
    // A proxy may keep a stream open and let nothing through: only a greeting proves that it is heard.
    this.#looks = window.setInterval(() => {
      if (!this.#isHeard || this.#source?.readyState !== EventSource.OPEN) this.#tellAll();
    }, LOOK_EVERY);
  }

  disconnectedCallback(): void {
    document.removeEventListener("htmx:afterSettle", this.#listen);
    window.clearTimeout(this.#timer);
    window.clearInterval(this.#looks);
    this.#source?.close();
    this.#source = null;
  }

  #open(address: string): void {
    if (!address || !this.isConnected) return;
    this.#heard.clear();
    this.#isHeard = false;
    const source = (this.#source = new EventSource(address));
    source.addEventListener("hello", () => {
      this.#wait = FIRST_WAIT;
      this.#isHeard = true;
      // While it was away something may have happened.
      if (this.#isAgain) this.#tellAll();
      this.#isAgain = true;
    });
    source.addEventListener("missed", () => {
      this.#tellAll();
    });
    source.addEventListener("ended", () => {
      source.close();
      this.#renewIn(SOON);
    });
    source.addEventListener("error", () => {
      // While it is merely interrupted the browser tries again by itself; refused, it asks for a new token.
      if (source.readyState !== EventSource.CLOSED) return;
      this.#renewIn(this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    });
    this.#listen();
  }

  /** Listens for every name that a part of this page waits for. */
  #listen = (): void => {
    for (const name of namesWaitedFor()) {
      if (this.#heard.has(name)) continue;
      this.#heard.add(name);
      this.#source?.addEventListener(name, (event: MessageEvent<string>) => {
        tell(name, idIn(event.data));
      });
    }
  };

  #tellAll(): void {
    for (const name of this.#heard) tell(name);
  }

  #renewIn(milliseconds: number): void {
    // Spread out, so that a thousand pages do not come back in the same second.
    this.#timer = window.setTimeout(() => void this.#renew(), milliseconds * (0.5 + Math.random()));
  }

  async #renew(): Promise<void> {
    const from = this.getAttribute("renew");
    // Without a place to renew it at, the page stays as it is: it is whole without being told.
    if (!from) return;
    try {
      const answer = await fetch(from, { headers: { Accept: "text/plain" } });
      if (answer.ok) this.#open((await answer.text()).trim());
      // Refused for good (signed out, place withdrawn) is refused; anything else may pass.
      else if (answer.status >= 500 || answer.status === 429) this.#renewIn(LONGEST_WAIT);
    } catch {
      this.#renewIn(LONGEST_WAIT);
    }
  }
}

function namesWaitedFor(): Set<string> {
  const triggers = [...document.querySelectorAll('[hx-trigger*="wire:"]')].map((each) => each.getAttribute("hx-trigger") ?? "");
  return new Set(triggers.flatMap((trigger) => [...trigger.matchAll(/wire:([\w.-]+)/g)].map((match) => match[1] ?? "")));
}

function idIn(data: string): string | undefined {
  try {
    return (JSON.parse(data) as { id?: string }).id;
  } catch {
    return undefined;
  }
}

/** Tells the parts of this page what happened, and to what if it is known. */
function tell(name: string, id?: string): void {
  const detail = { name, id };
  document.body.dispatchEvent(new CustomEvent(`wire:${name}`, { detail }));
  if (id !== undefined) document.body.dispatchEvent(new CustomEvent(`wire:${name}:${id}`, { detail }));
}

customElements.define("xingtan-stream", XingtanStream);
