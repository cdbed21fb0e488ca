/**
 * Says which minutes of the page's films were played, added up here and sent when the film rests or the page is left.
 * A minute counts once it was played for half of it; a second time, when it is played again in the same visit.
 *
 * @example
 * <xingtan-watched src="/courses/…/runs/…/films/" hidden><input type="hidden" name="csrfmiddlewaretoken" value="…"></xingtan-watched>
 */
const COUNTS_FROM = 30;
const SECONDS = 60;

class Film {
  /** By minute: how often it was played since it was last said, and how often of these again. */
  readonly times = new Map<number, [plays: number, again: number]>();
  #known = new Set<number>();
  #seconds = new Map<number, number>();
  #last = -1;

  constructor(readonly video: HTMLVideoElement) {
    video.addEventListener("timeupdate", () => { this.#note(); });
    video.addEventListener("seeking", () => { this.#last = -1; });
  }

  #note(): void {
    const at = this.video.currentTime;
    const step = at - this.#last;
    // A leap is no watching.
    if (this.#last >= 0 && step > 0 && step < 5) this.#add(Math.floor(at / SECONDS), step);
    this.#last = at;
  }

  #add(minute: number, seconds: number): void {
    const length = Number.isFinite(this.video.duration) ? this.video.duration - minute * SECONDS : SECONDS;
    const enough = Math.min(COUNTS_FROM, length / 2);
    const sum = (this.#seconds.get(minute) ?? 0) + seconds;
    const whole = Math.min(SECONDS, length);
    if (sum - seconds < enough && sum >= enough) {
      const [plays, again] = this.times.get(minute) ?? [0, 0];
      this.times.set(minute, [plays + 1, again + (this.#known.has(minute) ? 1 : 0)]);
      this.#known.add(minute);
    }
    // What goes beyond the whole minute is watching it again.
    this.#seconds.set(minute, sum >= whole ? sum - whole : sum);
  }
}

class XingtanWatched extends HTMLElement {
  #films = new Map<string, Film>();
  #timer = 0;

  connectedCallback(): void {
    document.querySelectorAll("xingtan-video").forEach((each) => {
      const key = each.getAttribute("key")?.split(":").at(-1);
      const video = each.querySelector("video");
      if (key && video) this.#films.set(key, new Film(video));
    });
    // Now and then, and when the page goes; a page that is killed loses a few minutes of sums.
    this.#timer = window.setInterval(this.#send, 3 * SECONDS * 1000);
    document.addEventListener("visibilitychange", this.#leave);
    window.addEventListener("pagehide", this.#send);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#leave);
    window.removeEventListener("pagehide", this.#send);
  }

  #leave = (): void => {
    if (document.visibilityState === "hidden") this.#send();
  };

  #send = (): void => {
    const token = this.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    for (const [key, film] of this.#films) {
      if (film.times.size === 0) continue;
      const minutes = [...film.times].map(([minute, [plays, again]]) => `${minute}:${plays}:${again}`).join(" ");
      film.times.clear();
      void fetch(`${this.getAttribute("src") ?? ""}${encodeURIComponent(key)}/played/`, {
        method: "POST",
        body: new URLSearchParams({ minutes }),
        headers: { "X-CSRFToken": token },
        keepalive: true,
        redirect: "manual",
      }).catch(() => undefined);
    }
  };
}

customElements.define("xingtan-watched", XingtanWatched);
