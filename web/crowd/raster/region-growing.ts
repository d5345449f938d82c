import type { Point } from "../drawing/point.js";
import { colourDistance, type LabPixels } from "./lab-pixels.js";
import { NumberList } from "./number-list.js";

/** Enclosed gaps of at most this many pixels are filled: noise, not objects. */
const largestGap = 64;

/**
 * The connected area around a pixel that looks like it (seeded region growing, after Adams and Bischof, PAMI 1994, with
 * an edge stop): a pixel joins when its colour is within `tolerance` (CIELAB distance, about 2 is just visible) of the
 * start's, and within half of that of the neighbour it is reached from. Gives 1 for each pixel that joined.
 */
export function grownRegion(pixels: LabPixels, start: Point, tolerance: number): Uint8Array {
  const joined = new Uint8Array(pixels.width * pixels.height);
  const [like, step] = [tolerance * tolerance, (tolerance * tolerance) / 4];
  const seed = Math.floor(start.y) * pixels.width + Math.floor(start.x);
  const waiting = new NumberList();
  joined[seed] = 1;
  waiting.push(seed);
  const reach = (next: number, from: number): void => {
    if (joined[next] !== 0) return;
    if (colourDistance(pixels, next, seed) > like || colourDistance(pixels, next, from) > step) return;
    joined[next] = 1;
    waiting.push(next);
  };
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const x = cell % pixels.width;
    if (x > 0) reach(cell - 1, cell);
    if (x < pixels.width - 1) reach(cell + 1, cell);
    reach(cell - pixels.width, cell);
    reach(cell + pixels.width, cell);
  }
  fillGaps(joined, pixels.width);
  return joined;
}

/** Joins small areas that are enclosed by the region. */
function fillGaps(joined: Uint8Array, width: number): void {
  /** 0 where nobody has looked yet, -1 in the region, else the number of the gap a cell was found in. */
  const found = Int32Array.from(joined, (inside) => -inside);
  let gaps = 0;
  for (let cell = joined.indexOf(1); cell >= 0 && cell < joined.length - 1; cell += 1) {
    if (found[cell] !== -1 || found[cell + 1] !== 0 || (cell + 1) % width === 0) continue;
    gaps += 1;
    const gap = gapAt(found, width, cell + 1, gaps);
    for (const inside of gap) joined[inside] = 1;
  }
}

/** The cells of a gap; none when it is large or reaches the border or a larger gap. */
function gapAt(found: Int32Array, width: number, start: number, number: number): readonly number[] {
  const cells = [start];
  found[start] = number;
  // Grows while it is walked through.
  for (const cell of cells) {
    const x = cell % width;
    const onBorder = x === 0 || x === width - 1 || cell < width || cell >= found.length - width;
    if (onBorder || cells.length > largestGap) return [];
    for (const next of [cell - 1, cell + 1, cell - width, cell + width]) {
      const state = found[next] ?? 0;
      if (state > 0 && state !== number) return [];
      if (state !== 0) continue;
      found[next] = number;
      cells.push(next);
    }
  }
  return cells;
}
