import WaveSurfer from "wavesurfer.js";
import RegionsPlugin, { type Region } from "wavesurfer.js/plugins/regions";
import { markColours } from "../passage/marks.js";
import type { AudioRegion } from "./audio-regions.js";
import { peaksOf } from "./peaks.js";

/** More than any screen has columns. */
const drawnPeaks = 8000;
/** Samples a second that peaks are taken from: speech and music look the same, and an hour stays small. */
const decodedRate = 8000;

/** What happens on the waveform. */
export interface WaveformListener {
  /** A stretch was dragged out. */
  drawn(start: number, end: number): void;
  /** A region was moved or resized. */
  changed(id: number, start: number, end: number): void;
  chosen(id: number): void;
}

/** An audio file's bytes; rejects when a page may not read them (CORS, policy) or they are not there. */
export async function fetchAudio(address: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.blob();
}

/** The loudness of an audio file over time; rejects when it cannot be decoded. */
export async function peaksIn(file: Blob): Promise<Float32Array> {
  const decoder = new OfflineAudioContext(1, 1, decodedRate);
  const decoded = await decoder.decodeAudioData(await file.arrayBuffer());
  return peaksOf(decoded.getChannelData(0), drawnPeaks);
}

/** The drawn waveform of an audio element, with its regions. Without peaks it is a line regions can still be drawn on. */
export class Waveform {
  readonly #surfer: WaveSurfer;
  readonly #plugin = RegionsPlugin.create();
  readonly #shown = new Map<number, Region>();
  readonly #listener: WaveformListener;
  /** While regions are being shown, what the plug-in says of them is no news. */
  #showing = false;

  constructor(container: HTMLElement, media: HTMLMediaElement, peaks: Float32Array | undefined, listener: WaveformListener) {
    this.#listener = listener;
    this.#surfer = WaveSurfer.create({
      container,
      media,
      height: 112,
      peaks: [peaks ?? new Float32Array(2)],
      duration: media.duration,
      barWidth: 2,
      barGap: 1,
      barRadius: 2,
      normalize: peaks !== undefined,
      dragToSeek: false,
      ...colours(container),
      plugins: [this.#plugin],
    });
    this.#plugin.enableDragSelection({ color: "color-mix(in srgb, var(--tl-accent) 30%, transparent)" }, 4);
    this.#plugin.on("region-created", this.#onCreated);
    this.#plugin.on("region-updated", this.#onUpdated);
    this.#plugin.on("region-clicked", (region, event) => {
      event.stopPropagation();
      this.#listener.chosen(Number(region.id));
    });
  }

  /** Draws these regions, and no others. */
  show(regions: readonly AudioRegion[], labels: readonly string[], chosen: number | undefined): void {
    this.#showing = true;
    const wanted = new Set(regions.map(({ id }) => id));
    for (const [id, region] of this.#shown) {
      if (wanted.has(id)) continue;
      region.remove();
      this.#shown.delete(id);
    }
    for (const region of regions) this.#showOne(region, labels, region.id === chosen);
    this.#showing = false;
  }

  /** After the theme has changed. */
  recolour(container: HTMLElement): void {
    this.#surfer.setOptions(colours(container));
  }

  destroy(): void {
    this.#surfer.destroy();
  }

  #showOne({ id, start, end, label }: AudioRegion, labels: readonly string[], chosen: boolean): void {
    const colour = `var(--mark-line-${Math.max(0, labels.indexOf(label)) % markColours})`;
    const color = `color-mix(in srgb, ${colour} ${chosen ? 45 : 25}%, transparent)`;
    const shown = this.#shown.get(id);
    if (shown !== undefined) shown.setOptions({ start, end, color });
    else this.#shown.set(id, this.#plugin.addRegion({ id: String(id), start, end, color }));
  }

  readonly #onCreated = (region: Region): void => {
    if (this.#showing) return;
    const { start, end } = region;
    region.remove();
    this.#listener.drawn(start, end);
  };

  readonly #onUpdated = (region: Region): void => {
    if (!this.#showing) this.#listener.changed(Number(region.id), region.start, region.end);
  };
}

/** Canvas knows no custom properties: what they come to here and now. */
function colours(container: HTMLElement): { waveColor: string; progressColor: string; cursorColor: string } {
  const probe = container.appendChild(document.createElement("span"));
  const resolved = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    waveColor: resolved("--tl-control-line"),
    progressColor: resolved("--tl-accent"),
    cursorColor: resolved("--tl-danger"),
  };
  probe.remove();
  return found;
}
