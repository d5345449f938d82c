import type { Box } from "../drawing/point.js";
import type { LabelMap } from "./label-map.js";

/**
 * What one edit changed, as runs of neighbouring cells in row order that had one value before: undo writes `before` back,
 * redo writes `after`. A brush stroke costs some kilobytes however large the image is.
 */
export interface RasterDelta {
  /** Index of the first cell of each run, ascending; runs do not overlap. */
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  readonly before: Uint16Array;
  /** The one value all these cells got. */
  readonly after: number;
  readonly box: Box;
}

export function undoDelta(map: LabelMap, delta: RasterDelta): void {
  for (let run = 0; run < delta.starts.length; run += 1) {
    const start = delta.starts[run] ?? 0;
    map.cells.fill(delta.before[run] ?? 0, start, start + (delta.lengths[run] ?? 0));
  }
}

export function redoDelta(map: LabelMap, delta: RasterDelta): void {
  for (let run = 0; run < delta.starts.length; run += 1) {
    const start = delta.starts[run] ?? 0;
    map.cells.fill(delta.after, start, start + (delta.lengths[run] ?? 0));
  }
}

/** Runs in the order they were painted, as triples (start, length, before), made into a delta with as few as possible. */
export function deltaOfRuns(triples: Int32Array, after: number, box: Box): RasterDelta {
  const count = triples.length / 3;
  const order = Uint32Array.from({ length: count }, (_, run) => run);
  order.sort((first, second) => (triples[first * 3] ?? 0) - (triples[second * 3] ?? 0));
  const starts = new Int32Array(count);
  const lengths = new Int32Array(count);
  const before = new Uint16Array(count);
  let last = -1;
  for (const run of order) {
    const start = triples[run * 3] ?? 0;
    const length = triples[run * 3 + 1] ?? 0;
    const old = triples[run * 3 + 2] ?? 0;
    const joins = last >= 0 && before[last] === old && (starts[last] ?? 0) + (lengths[last] ?? 0) === start;
    if (joins) {
      lengths[last] = (lengths[last] ?? 0) + length;
      continue;
    }
    last += 1;
    starts[last] = start;
    lengths[last] = length;
    before[last] = old;
  }
  const kept = last + 1;
  return { starts: starts.slice(0, kept), lengths: lengths.slice(0, kept), before: before.slice(0, kept), after, box };
}
