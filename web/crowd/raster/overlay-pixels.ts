import type { Box } from "../drawing/point.js";
import type { View } from "../drawing/view.js";
import type { LabelMap } from "./label-map.js";

/** How each value is shown: red, green, blue and opacity as one number in the byte order of ImageData. */
export interface OverlayColours {
  readonly fill: Uint32Array;
  /** The pixel where one value meets another. */
  readonly edge: Uint32Array;
}

/** One number that ImageData holds as red, green, blue, opacity (all machines browsers run on are little-endian). */
export function overlayColour(rgb: number, opacity: number): number {
  const alpha = Math.round(opacity * 255);
  return ((alpha << 24) | ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >>> 16)) >>> 0;
}

/**
 * Paints part of the screen with the labels below it, sampled once for each screen pixel: the cost is that of the
 * screen, whatever the size of the image, and edges are one screen pixel wide at any zoom. `at` and `view` are in the
 * same pixels; `out` has one number for each pixel of `at`.
 */
export function paintOverlay(map: LabelMap, view: View, at: Box, colours: OverlayColours, out: Uint32Array): void {
  const columns = offsets(view, at.left - 1, at.width + 1, true, map);
  const rows = offsets(view, at.top - 1, at.height + 1, false, map);
  const above = new Uint16Array(at.width);
  const { fill, edge } = colours;
  let to = 0;
  for (let y = 0; y <= at.height; y += 1) {
    const row = rows[y] ?? -1;
    let left = sample(map.cells, row, columns[0] ?? -1);
    for (let x = 0; x < at.width; x += 1) {
      const column = columns[x + 1] ?? -1;
      const value = row < 0 || column < 0 ? 0 : (map.cells[row + column] ?? 0);
      const up = above[x] ?? 0;
      above[x] = value;
      if (y > 0) {
        const meets = value !== left || value !== up;
        out[to] = (meets ? edge[value || left || up] : fill[value]) ?? 0;
        to += 1;
      }
      left = value;
    }
  }
}

function sample(cells: Uint16Array, row: number, column: number): number {
  return row < 0 || column < 0 ? 0 : (cells[row + column] ?? 0);
}

/**
 * What each screen column (or row) adds to a cell's index; -1 outside the image. Views only scale, mirror and turn by
 * quarters, so a screen column is a column or a row of the image.
 */
function offsets(view: View, first: number, count: number, across: boolean, map: LabelMap): Int32Array {
  const upright = view.b === 0;
  const isImageX = across === upright;
  const slope = across ? (upright ? view.a : view.c) : upright ? view.d : view.b;
  const shift = across ? view.e : view.f;
  const most = isImageX ? map.width : map.height;
  const step = isImageX ? 1 : map.width;
  return Int32Array.from({ length: count }, (_, index) => {
    const place = Math.floor((first + index + 0.5 - shift) / slope);
    return place < 0 || place >= most ? -1 : place * step;
  });
}

/** A view in pixels of the screen that are `ratio` times smaller. */
export function scaledView(view: View, ratio: number): View {
  const { a, b, c, d, e, f, scale } = view;
  return { a: a * ratio, b: b * ratio, c: c * ratio, d: d * ratio, e: e * ratio, f: f * ratio, scale: scale * ratio };
}
