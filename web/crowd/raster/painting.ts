import type { Box } from "../drawing/point.js";
import { DirtyBox } from "./dirty-box.js";
import { largestValue, type LabelMap } from "./label-map.js";
import { NumberList } from "./number-list.js";
import { deltaOfRuns, type RasterDelta } from "./raster-delta.js";

/** Which values may be painted over: 1 at each value that may. */
export type Paintable = Uint8Array;

export const paintableCount = largestValue + 1;

/** Everything may be painted over, but for some values. */
export function allExcept(closed: Iterable<number>): Paintable {
  const open = new Uint8Array(paintableCount).fill(1);
  for (const value of closed) open[value] = 0;
  return open;
}

/** Only these values may be painted over. */
export function only(values: Iterable<number>): Paintable {
  const open = new Uint8Array(paintableCount);
  for (const value of values) open[value] = 1;
  return open;
}

/** One edit under way: gives cells one value and remembers, as runs, what was there. Each cell changes once at most. */
export class Painting {
  readonly #map: LabelMap;
  readonly #value: number;
  readonly #open: Paintable;
  readonly #runs = new NumberList();
  readonly #fresh = new DirtyBox();
  readonly #all = new DirtyBox();

  constructor(map: LabelMap, value: number, paintable: Paintable) {
    this.#map = map;
    this.#value = value;
    this.#open = paintable.slice();
    // What has the value already does not change: so no cell is written twice.
    this.#open[value] = 0;
  }

  /** Paints part of a row; what lies outside the image is left out. */
  readonly span = (y: number, left: number, right: number): void => {
    const { width, height, cells } = this.#map;
    if (y < 0 || y >= height) return;
    const first = y * width + Math.max(0, left);
    const end = y * width + Math.min(width, right);
    let at = first;
    while (at < end) {
      const old = cells[at] ?? 0;
      if (this.#open[old] === 0) {
        at += 1;
        continue;
      }
      const start = at;
      while (at < end && cells[at] === old) at += 1;
      this.#write(start, at, old, y);
    }
  };

  /** What changed since this was last asked. */
  takeFresh(): Box | undefined {
    return this.#fresh.take();
  }

  get changed(): boolean {
    return this.#all.box !== undefined;
  }

  /** The whole edit; undefined when nothing changed. */
  finish(): RasterDelta | undefined {
    const box = this.#all.box;
    return box === undefined ? undefined : deltaOfRuns(this.#runs.numbers, this.#value, box);
  }

  #write(start: number, end: number, old: number, y: number): void {
    const { width, cells } = this.#map;
    cells.fill(this.#value, start, end);
    this.#runs.push(start);
    this.#runs.push(end - start);
    this.#runs.push(old);
    const left = start - y * width;
    this.#fresh.add(y, left, end - y * width);
    this.#all.add(y, left, end - y * width);
  }
}
