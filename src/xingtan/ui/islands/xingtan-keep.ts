/**
 * Keeps what is typed into a form on this device until it has arrived: through a reload, a lost
 * connection, a closed lid. It says what it did, and sends again only when the person presses.
 *
 * @example
 * <xingtan-keep key="answer:018f…:b3" data-restored="…" data-lost="…" data-back="…" data-resend="…" data-drop="…">
 *   <form method="post">…</form>
 *   <p class="keep-note" role="status"></p>
 * </xingtan-keep>
 */
import { drop, dropOld, dropSent, isEcho, markSent, read, restore, write } from "./kept";

const PAUSE = 250;

class XingtanKeep extends HTMLElement {
  #timer = 0;
  #isLost = false;

  connectedCallback(): void {
    const form = this.#form;
    if (!form) return;
    this.addEventListener("input", this.#onInput);
    this.addEventListener("change", this.#onInput);
    this.addEventListener("submit", this.#onSubmit);
    // Before the answer is shown: a form that takes our place must not bring back what has arrived.
    this.addEventListener("htmx:beforeOnLoad", this.#onAnswer);
    this.addEventListener("htmx:afterRequest", this.#onAnswer);
    window.addEventListener("online", this.#onOnline);
    window.addEventListener("pagehide", this.#save);
    // Values that the server repeated, with what is wrong beside them, are newer than ours.
    if (isEcho(form)) write(this.#key, form);
    else this.#bringBack(form);
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#timer);
    window.removeEventListener("online", this.#onOnline);
    window.removeEventListener("pagehide", this.#save);
  }

  get #key(): string {
    return this.getAttribute("key") ?? location.pathname;
  }

  get #form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  #bringBack(form: HTMLFormElement): void {
    const kept = read(this.#key);
    if (!kept || !restore(form, kept)) return;
    form.dispatchEvent(new CustomEvent("keep:restored", { bubbles: true }));
    this.#note(this.dataset["restored"], this.dataset["drop"], () => {
      drop(this.#key);
      form.reset();
      this.#note("");
    });
  }

  #onInput = (): void => {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#save, PAUSE);
  };

  #save = (): void => {
    if (!this.#timer || !this.#form) return;
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    write(this.#key, this.#form);
  };

  #onSubmit = (event: SubmitEvent): void => {
    this.#save();
    // What htmx sends itself ends in #onAnswer.
    if (event.defaultPrevented) return;
    if (navigator.onLine) {
      markSent(this.#key);
      return;
    }
    // The browser's own page for a lost connection would take the form away.
    event.preventDefault();
    this.#lost();
  };

  #onAnswer = (event: Event): void => {
    const { status } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr;
    // 422 is an answer, but what was typed has not arrived yet.
    if (status >= 200 && status < 400) {
      this.#isLost = false;
      window.clearTimeout(this.#timer);
      this.#timer = 0;
      drop(this.#key);
      this.#note("");
    } else if (status === 0) this.#lost();
  };

  #onOnline = (): void => {
    if (this.#isLost) this.#offer(this.dataset["back"]);
  };

  #lost(): void {
    this.#isLost = true;
    this.#offer(this.dataset["lost"]);
  }

  /** Says how things stand, and offers to send: sending itself is for the person to decide. */
  #offer(words: string | undefined): void {
    this.#note(words, this.dataset["resend"], () => {
      this.#form?.requestSubmit();
    });
  }

  #note(words = "", label = "", onPress?: () => void): void {
    const note = this.querySelector(".keep-note");
    if (!note) return;
    note.replaceChildren(words);
    if (!label || !onPress) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.dataset["size"] = "small";
    button.textContent = label;
    button.addEventListener("click", onPress);
    note.append(button);
  }
}

// First what has arrived is forgotten, then what is left comes back into its forms.
dropOld();
dropSent();
customElements.define("xingtan-keep", XingtanKeep);
