import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { AudioRegion } from "./audio-regions.js";
import { fetchAudio, peaksIn, Waveform, type WaveformListener } from "./waveform.js";

/** How fast audio may be played. */
export const speeds: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** Where the player stands: `no-waveform` plays, but what it plays could not be read for drawing. */
export type PlayerState = "loading" | "ready" | "no-waveform" | "unplayable";

type Stretch = Pick<AudioRegion, "start" | "end">;

/** A native audio element and the waveform drawn for it. Nothing plays unless the worker asks for it. */
export class AudioPlayer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #listener: WaveformListener;
  readonly #themes = new MutationObserver(() => {
    if (this.#container !== undefined) this.#waveform?.recolour(this.#container);
  });
  #audio: HTMLAudioElement | undefined;
  #container: HTMLElement | undefined;
  #waveform: Waveform | undefined;
  #loading: AbortController | undefined;
  #source = "";
  #held = "";
  #stopAt: number | undefined;
  state: PlayerState = "loading";
  looping: Stretch | undefined;

  constructor(host: ReactiveControllerHost, listener: WaveformListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  hostDisconnected(): void {
    this.#themes.disconnect();
    this.#loading?.abort();
    this.#audio?.pause();
    this.#waveform?.destroy();
    this.#waveform = undefined;
    this.#source = "";
    this.#release();
  }

  get duration(): number {
    const duration = this.#audio?.duration ?? 0;
    return Number.isFinite(duration) ? duration : 0;
  }

  get time(): number {
    return this.#audio?.currentTime ?? 0;
  }

  get playing(): boolean {
    return this.#audio?.paused === false;
  }

  get speed(): number {
    return this.#audio?.playbackRate ?? 1;
  }

  set speed(speed: number) {
    if (this.#audio !== undefined) this.#audio.playbackRate = speed;
    this.#host.requestUpdate();
  }

  /** Takes these elements as the player's own and loads a source, unless it is loaded already. */
  attach(audio: HTMLAudioElement, container: HTMLElement, source: string): void {
    if (source === this.#source) return;
    this.#source = source;
    if (this.#audio !== audio) this.#listen(audio);
    this.#audio = audio;
    this.#container = container;
    this.#waveform?.destroy();
    this.#waveform = undefined;
    this.#loading?.abort();
    this.#loading = new AbortController();
    this.#become("loading");
    void this.#load(audio, container, this.#loading.signal);
  }

  show(regions: readonly AudioRegion[], labels: readonly string[], chosen: number | undefined): void {
    this.#waveform?.show(regions, labels, chosen);
    if (this.looping === undefined || chosen === undefined) return;
    // A looped region may have been moved meanwhile.
    this.looping = regions.find(({ id }) => id === chosen) ?? this.looping;
  }

  readonly playPause = (): void => {
    this.#stopAt = undefined;
    if (this.playing) this.#audio?.pause();
    else this.#play();
  };

  /** Plays a stretch once, or again and again while it is looped. */
  playStretch(stretch: Stretch): void {
    if (this.#audio === undefined) return;
    this.#audio.currentTime = stretch.start;
    if (this.looping !== undefined) this.looping = stretch;
    this.#stopAt = stretch.end;
    this.#play();
  }

  loopWithin(stretch: Stretch | undefined): void {
    this.looping = stretch;
    this.#stopAt = undefined;
    if (stretch !== undefined && this.#audio !== undefined) {
      if (this.time < stretch.start || this.time >= stretch.end) this.#audio.currentTime = stretch.start;
    }
    this.#host.requestUpdate();
  }

  seekBy(seconds: number): void {
    if (this.#audio === undefined) return;
    this.#audio.currentTime = Math.min(Math.max(this.time + seconds, 0), this.duration);
  }

  faster(by: 1 | -1): void {
    const next = speeds[speeds.indexOf(this.speed) + by];
    if (next !== undefined) this.speed = next;
  }

  #play(): void {
    // A page that may not play yet, or a file that cannot: the state says so.
    this.#audio?.play().catch(() => undefined);
  }

  #release(): void {
    if (this.#held !== "") URL.revokeObjectURL(this.#held);
    this.#held = "";
  }

  #become(state: PlayerState): void {
    this.state = state;
    this.#host.requestUpdate();
  }

  async #load(audio: HTMLAudioElement, container: HTMLElement, signal: AbortSignal): Promise<void> {
    const file = await fetchAudio(this.#source, signal).catch(() => undefined);
    if (signal.aborted) return;
    // Bytes in hand can be sought in whatever the server can do, and are not fetched twice.
    this.#release();
    this.#held = file === undefined ? "" : URL.createObjectURL(file);
    audio.src = file === undefined ? this.#source : this.#held;
    const peaks = file === undefined ? undefined : await peaksIn(file).catch(() => undefined);
    const playable = await knowsDuration(audio);
    const superseded = this.#source === "" || this.#loading?.signal !== signal;
    if (superseded || !playable) return;
    this.#waveform = new Waveform(container, audio, peaks, this.#listener);
    this.#become(peaks === undefined ? "no-waveform" : "ready");
  }

  #listen(audio: HTMLAudioElement): void {
    const update = (): void => {
      this.#host.requestUpdate();
    };
    for (const sign of ["play", "pause", "seeked", "ratechange", "durationchange"]) audio.addEventListener(sign, update);
    audio.addEventListener("timeupdate", this.#onTime);
    audio.addEventListener("ended", this.#onTime);
    audio.addEventListener("error", () => {
      this.#become("unplayable");
    });
  }

  readonly #onTime = (): void => {
    const audio = this.#audio;
    if (audio === undefined) return;
    const { looping } = this;
    if (looping !== undefined && (audio.ended || this.time >= looping.end)) {
      audio.currentTime = looping.start;
      if (audio.paused) this.#play();
    } else if (this.#stopAt !== undefined && this.time >= this.#stopAt) {
      audio.pause();
      this.#stopAt = undefined;
    }
    this.#host.requestUpdate();
  };
}

/** Waits for an audio's length; false when it cannot be played at all. */
async function knowsDuration(audio: HTMLAudioElement): Promise<boolean> {
  if (audio.error !== null) return false;
  if (audio.readyState >= HTMLMediaElement.HAVE_METADATA) return true;
  return new Promise((resolve) => {
    audio.addEventListener("loadedmetadata", () => { resolve(true); }, { once: true });
    audio.addEventListener("error", () => { resolve(false); }, { once: true });
  });
}
