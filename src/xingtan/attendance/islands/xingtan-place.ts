/**
 * Asks the device where it is when its form is sent, and not before; what it says goes with the form.
 *
 * @example
 * <form …><xingtan-place failed="…"><input type="hidden" name="latitude">…</xingtan-place><button>…</button></form>
 */
const PATIENCE = 10_000;

class XingtanPlace extends HTMLElement {
  #isKnown = false;

  connectedCallback(): void {
    this.closest("form")?.addEventListener("submit", this.#ask, { capture: true });
  }

  disconnectedCallback(): void {
    this.closest("form")?.removeEventListener("submit", this.#ask, { capture: true });
  }

  #ask = (event: SubmitEvent): void => {
    if (this.#isKnown) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = event.target as HTMLFormElement;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.#fill({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy });
        this.#send(form, event.submitter);
      },
      () => {
        // The rest of what is shown may be enough; the server says what is missing.
        this.#tell();
        this.#send(form, event.submitter);
      },
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 },
    );
  };

  #send(form: HTMLFormElement, submitter: HTMLElement | null): void {
    this.#isKnown = true;
    form.requestSubmit(submitter);
    this.#isKnown = false;
  }

  #fill(place: Record<string, number>): void {
    for (const [name, value] of Object.entries(place)) {
      const field = this.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (field) field.value = String(value);
    }
  }

  #tell(): void {
    const words = this.querySelector("[role=status]") ?? this.appendChild(document.createElement("p"));
    words.setAttribute("role", "status");
    words.textContent = this.getAttribute("failed");
  }
}

customElements.define("xingtan-place", XingtanPlace);
