/**
 * Shows what the microphone hears (as a bar) and the camera sees, on this device only: nothing is sent or recorded.
 * It only helps to decide; that it works, the person says in the form below.
 *
 * @example
 * <xingtan-devices data-start="Try them" data-stop="Stop" data-level="…" data-picture="…" data-speak="…"
 *   data-refused="…" data-absent="…" data-sound="…" data-sight="…"></xingtan-devices>
 */
class XingtanDevices extends HTMLElement {
  #button = document.createElement("button");
  #status = document.createElement("p");
  #meter = document.createElement("meter");
  #video = document.createElement("video");
  #stream: MediaStream | null = null;
  #sound: AudioContext | null = null;

  connectedCallback(): void {
    if (this.#button.isConnected) return;
    this.#button.className = "button";
    this.#button.type = "button";
    this.#button.textContent = this.dataset["start"] ?? "";
    this.#button.addEventListener("click", () => { void this.#toggle(); });
    this.#status.setAttribute("role", "status");
    this.#meter.setAttribute("aria-label", this.dataset["level"] ?? "");
    this.#meter.max = 1;
    this.#meter.hidden = true;
    this.#video.setAttribute("aria-label", this.dataset["picture"] ?? "");
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.hidden = true;
    const row = document.createElement("p");
    row.append(this.#button);
    this.append(row, this.#status, this.#meter, this.#video);
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  #say(name: string): void {
    this.#status.textContent = this.dataset[name] ?? "";
  }

  async #toggle(): Promise<void> {
    if (this.#stream) {
      this.#stop();
      return;
    }
    this.#stream = await this.#open();
    if (!this.#stream) return;
    this.#button.textContent = this.dataset["stop"] ?? "";
    const hears = this.#stream.getAudioTracks().length > 0;
    const sees = this.#stream.getVideoTracks().length > 0;
    this.#say(hears && sees ? "speak" : hears ? "sound" : "sight");
    if (sees) {
      this.#video.hidden = false;
      this.#video.srcObject = this.#stream;
      void this.#video.play().catch(() => undefined);
    }
    if (hears) this.#listen(this.#stream);
  }

  /** Asks for both, then for each alone: half a device is better than none. */
  async #open(): Promise<MediaStream | null> {
    // Old browsers, and addresses that are not secure, have none.
    const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    if (!devices) {
      this.#say("absent");
      return null;
    }
    let isRefused = false;
    for (const wanted of [{ audio: true, video: true }, { audio: true }, { video: true }]) {
      try {
        return await devices.getUserMedia(wanted);
      } catch (error) {
        isRefused ||= error instanceof DOMException && error.name === "NotAllowedError";
        // Who says no once is not asked twice more.
        if (isRefused) break;
      }
    }
    this.#say(isRefused ? "refused" : "absent");
    return null;
  }

  #listen(stream: MediaStream): void {
    const sound = new AudioContext();
    this.#sound = sound;
    void sound.resume();
    const analyser = sound.createAnalyser();
    analyser.fftSize = 512;
    sound.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#meter.hidden = false;
    const measure = (): void => {
      if (this.#sound !== sound) return;
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, each) => sum + each * each, 0) / samples.length;
      // Sixty decibels from silence to full.
      this.#meter.value = Math.max(0, Math.min(1, 1 + (10 * Math.log10(power + 1e-9)) / 60));
      requestAnimationFrame(measure);
    };
    measure();
  }

  #stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    void this.#sound?.close();
    this.#sound = null;
    this.#meter.hidden = true;
    this.#video.hidden = true;
    this.#video.srcObject = null;
    this.#button.textContent = this.dataset["start"] ?? "";
    this.#status.textContent = "";
  }
}

customElements.define("xingtan-devices", XingtanDevices);
