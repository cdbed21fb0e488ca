/**
 * Adds to a film what browsers leave out: captions chosen by the reader's language, a transcript one can
 * search and click, speed, going on where one was, listening without the picture, and keys.
 * Without it the browser's own player, its captions and the transcript are there.
 *
 * @example
 * <xingtan-video key="course:block" language="zh-hans" data-speed="Speed" data-captions="Captions" data-off="Off" …>
 *   <figure>
 *     <video controls preload="none"><source src="…"><track kind="captions" src="…" srclang="zh-hans" label="…"></video>
 *     <details class="transcript"><summary>…</summary><ol lang="en"><li data-at="1.5">Words</li></ol></details>
 *   </figure>
 * </xingtan-video>
 */
import { Transcript } from "./transcript";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const SAVE_EVERY = 5;
const STEP = 10;
const AUDIO = /\.(m4a|mp3|oga|ogg|opus|wav)(\?|$)/i;

class XingtanVideo extends HTMLElement {
  #video: HTMLVideoElement | null = null;
  #status = document.createElement("p");
  #captions: HTMLSelectElement | null = null;
  #speed: HTMLSelectElement | null = null;
  #saved = 0;
  #chosen = -1;

  connectedCallback(): void {
    const video = this.querySelector("video");
    if (!video || this.#video) return;
    this.#video = video;
    this.#status.className = "video-status quiet";
    this.#status.setAttribute("role", "status");

    const tools = document.createElement("div");
    tools.className = "video-tools cluster";
    this.#addCaptions(tools);
    this.#addSpeed(tools);
    this.#addListening(tools);
    video.after(tools, this.#status);

    for (const details of this.querySelectorAll<HTMLDetailsElement>("details.transcript")) {
      new Transcript(details, video, { search: this.#word("search"), found: this.#word("found") });
    }
    this.#offerResume(video);
    video.addEventListener("timeupdate", this.#save);
    video.addEventListener("ended", () => { this.#forget(); });
    this.addEventListener("keydown", this.#onKey);
  }

  #word(name: string): string {
    return this.dataset[name] ?? "";
  }

  #select(tools: HTMLElement, label: string, choices: [string, string][], chosen: string): HTMLSelectElement {
    const field = document.createElement("label");
    const select = document.createElement("select");
    for (const [value, words] of choices) select.add(new Option(words, value, false, value === chosen));
    field.append(`${label} `, select);
    tools.append(field);
    return select;
  }

  /** The reader's own language first; that it was chosen, or that there is none, is said. */
  #addCaptions(tools: HTMLElement): void {
    const tracks = [...this.querySelectorAll("track")];
    if (tracks.length === 0) return;
    const wanted = this.getAttribute("language") ?? document.documentElement.lang;
    const near = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";
    const exact = tracks.findIndex((each) => each.srclang.toLowerCase() === wanted.toLowerCase());
    const place = exact >= 0 ? exact : tracks.findIndex((each) => near(each.srclang) === near(wanted));
    const choices = tracks.map((each, at): [string, string] => [String(at), each.label || each.srclang]);
    this.#captions = this.#select(tools, this.#word("captions"), [["-1", this.#word("off")], ...choices], String(place));
    this.#captions.addEventListener("change", () => { this.#show(Number(this.#captions?.value)); });
    this.#show(place);
    const names = tracks.map((each) => each.label || each.srclang).join(", ");
    const own = tracks[place];
    this.#say(own ? this.#word("chosen").replace("%s", own.label) : this.#word("other").replace("%s", names));
  }

  #show(place: number): void {
    const tracks = [...this.querySelectorAll("track")];
    tracks.forEach((each, at) => { each.track.mode = at === place ? "showing" : "disabled"; });
    if (place >= 0) this.#chosen = place;
    if (this.#captions) this.#captions.value = String(place);
  }

  #addSpeed(tools: HTMLElement): void {
    const numbers = new Intl.NumberFormat(document.documentElement.lang);
    const choices = SPEEDS.map((each): [string, string] => [String(each), `${numbers.format(each)}×`]);
    this.#speed = this.#select(tools, this.#word("speed"), choices, "1");
    this.#speed.addEventListener("change", () => { this.#setSpeed(Number(this.#speed?.value)); });
  }

  #setSpeed(speed: number): void {
    if (!this.#video || !this.#speed) return;
    this.#video.playbackRate = speed;
    this.#speed.value = String(speed);
  }

  /** With a sound file among the sources it plays that, which is far smaller; else it hides the picture. */
  #addListening(tools: HTMLElement): void {
    const video = this.#video;
    if (!video) return;
    const sources = [...video.querySelectorAll("source")].map((each) => each.src);
    const sound = this.getAttribute("sound") ?? sources.find((each) => AUDIO.test(each));
    const film = sources.find((each) => !AUDIO.test(each));
    if (!film) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.dataset["size"] = "small";
    button.textContent = this.#word("listen");
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const isListening = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(isListening));
      button.textContent = isListening ? this.#word("watch") : this.#word("listen");
      this.toggleAttribute("listening", isListening);
      if (sound) this.#swap(video, isListening ? sound : film);
    });
    tools.append(button);
  }

  #swap(video: HTMLVideoElement, address: string): void {
    const { currentTime, paused, playbackRate } = video;
    video.src = address;
    this.#seekOnceReady(video, currentTime);
    video.playbackRate = playbackRate;
    if (!paused) void video.play();
  }

  #seekOnceReady(video: HTMLVideoElement, at: number): void {
    if (video.readyState > 0) video.currentTime = at;
    else video.addEventListener("loadedmetadata", () => { video.currentTime = at; }, { once: true });
  }

  get #key(): string {
    return `video:${this.getAttribute("key") ?? location.pathname}`;
  }

  #offerResume(video: HTMLVideoElement): void {
    const at = Number(this.#stored(() => localStorage.getItem(this.#key)));
    if (!(at > STEP)) return;
    this.#seekOnceReady(video, at);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.dataset["size"] = "small";
    again.dataset["kind"] = "quiet";
    again.textContent = this.#word("again");
    again.addEventListener("click", () => {
      this.#seekOnceReady(video, 0);
      this.#forget();
      again.remove();
    });
    const clock = `${Math.floor(at / 60)}:${String(Math.floor(at % 60)).padStart(2, "0")}`;
    this.#say(`${this.#status.textContent} ${this.#word("resume").replace("%s", clock)}`.trim());
    this.#status.after(again);
  }

  #save = (): void => {
    const at = this.#video?.currentTime ?? 0;
    if (Math.abs(at - this.#saved) < SAVE_EVERY) return;
    this.#saved = at;
    this.#stored(() => { localStorage.setItem(this.#key, String(Math.floor(at))); });
  };

  #forget(): void {
    this.#stored(() => { localStorage.removeItem(this.#key); });
  }

  /** A device that keeps nothing still plays. */
  #stored<T>(work: () => T): T | null {
    try {
      return work();
    } catch {
      return null;
    }
  }

  #onKey = (event: KeyboardEvent): void => {
    const video = this.#video;
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
    if (!video || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const faster = SPEEDS.find((each) => each > video.playbackRate);
    const slower = SPEEDS.filter((each) => each < video.playbackRate).at(-1);
    const keys: Record<string, () => void> = {
      k: () => { if (video.paused) void video.play(); else video.pause(); },
      j: () => { video.currentTime -= STEP; },
      l: () => { video.currentTime += STEP; },
      c: () => { this.#show(Number(this.#captions?.value) >= 0 ? -1 : Math.max(this.#chosen, 0)); },
      ">": () => { if (faster) this.#setSpeed(faster); },
      "<": () => { if (slower) this.#setSpeed(slower); },
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  #say(words: string): void {
    this.#status.textContent = words;
  }
}

customElements.define("xingtan-video", XingtanVideo);
