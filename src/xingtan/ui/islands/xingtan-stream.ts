/**
 * Listens to what happens on the server, one connection a page, and tells the page's parts.
 * A message `{name, id}` becomes the events `wire:<name>` and `wire:<name>:<id>` on the body; a part
 * that cares fetches itself again: `hx-trigger="wire:notices.delivered from:body"`.
 * The address holds a token that ends; `renew` is where a fresh address is got, as plain text.
 *
 * @example
 * <xingtan-stream src="http://localhost:8001/stream?token=…" renew="/stream/address/"></xingtan-stream>
 */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

interface Told {
  name?: string;
  id?: string | number;
}

class XingtanStream extends HTMLElement {
  #source: EventSource | null = null;
  #wait = FIRST_WAIT;
  #timer = 0;

  connectedCallback(): void {
    const first = document.querySelector("xingtan-stream");
    // A second one on the same page would be told everything twice.
    if (first === this) this.#open(this.getAttribute("src") ?? "");
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #open(address: string): void {
    if (!address || !this.isConnected) return;
    const source = new EventSource(address);
    source.addEventListener("open", () => {
      this.#wait = FIRST_WAIT;
    });
    source.addEventListener("message", (event: MessageEvent<string>) => {
      tell(event.data);
    });
    source.addEventListener("error", () => {
      // While it is merely interrupted the browser tries again by itself; when it was refused we ask for a new token.
      if (source.readyState === EventSource.CLOSED) this.#renewLater();
    });
    this.#source = source;
  }

  #renewLater(): void {
    // Spread out, so that a thousand pages do not come back in the same second.
    const wait = this.#wait * (0.5 + Math.random());
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    this.#timer = window.setTimeout(() => void this.#renew(), wait);
  }

  async #renew(): Promise<void> {
    const from = this.getAttribute("renew");
    if (!from) {
      this.#open(this.getAttribute("src") ?? "");
      return;
    }
    try {
      const answer = await fetch(from, { headers: { Accept: "text/plain" } });
      if (answer.ok) this.#open((await answer.text()).trim());
      // Refused for good (signed out, place withdrawn): the page stays as it is.
      else if (answer.status >= 500 || answer.status === 429) this.#renewLater();
    } catch {
      this.#renewLater();
    }
  }
}

/** Tells the parts of this page what happened. */
function tell(data: string): void {
  let told: Told;
  try {
    told = JSON.parse(data) as Told;
  } catch {
    return;
  }
  if (!told.name) return;
  document.body.dispatchEvent(new CustomEvent(`wire:${told.name}`, { detail: told }));
  if (told.id !== undefined) {
    document.body.dispatchEvent(new CustomEvent(`wire:${told.name}:${told.id}`, { detail: told }));
  }
}

customElements.define("xingtan-stream", XingtanStream);
