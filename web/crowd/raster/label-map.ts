import type { Box, Size } from "../drawing/point.js";

/** What no label covers. */
export const background = 0;

/** The largest value a cell can hold, and so the most labels or instances one image can have. */
export const largestValue = 65_535;

/** One value per stored pixel of an image, row by row from the top left: 0 is background, others name labels or instances. */
export interface LabelMap extends Size {
  readonly cells: Uint16Array;
}

/** A map of nothing but background. */
export function emptyLabelMap({ width, height }: Size): LabelMap {
  return { width, height, cells: new Uint16Array(width * height) };
}

/** The value at a pixel; background outside the image. */
export function valueAt(map: LabelMap, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= map.width || y >= map.height) return background;
  return map.cells[y * map.width + x] ?? background;
}

/** How many pixels each value covers, by value. */
export function countValues(map: LabelMap): Uint32Array {
  const counts = new Uint32Array(largestValue + 1);
  for (const value of map.cells) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Whether any pixel is covered. */
export function holdsAnything(map: LabelMap): boolean {
  return map.cells.some((value) => value !== background);
}

/** The smallest box around all pixels of a value; undefined when it covers none. */
export function boxOfValue(map: LabelMap, wanted: number): Box | undefined {
  let [left, top, right, bottom] = [map.width, map.height, -1, -1];
  for (let y = 0; y < map.height; y += 1) {
    const row = map.cells.subarray(y * map.width, (y + 1) * map.width);
    const first = row.indexOf(wanted);
    if (first < 0) continue;
    top = Math.min(top, y);
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, row.lastIndexOf(wanted));
  }
  return bottom < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}
