import { valueAt, type LabelMap } from "./label-map.js";
import { NumberList } from "./number-list.js";
import type { SpanTaker } from "./pixel-spans.js";

/**
 * The connected area (over edges, not corners) of pixels that a test takes, around a pixel. Span filling after Smith,
 * "Tint Fill", SIGGRAPH 1979. The test is asked about cells by index and must keep its mind until the end. Cells marked in `seen` are
 * left out; those taken are marked.
 */
export function connectedSpans(
  size: { readonly width: number; readonly height: number },
  start: { readonly x: number; readonly y: number },
  belongs: (cell: number) => boolean,
  take: SpanTaker,
  seen = new Uint8Array(size.width * size.height),
): void {
  const { width, height } = size;
  const waiting = new NumberList();
  const wanted = (cell: number): boolean => seen[cell] === 0 && belongs(cell);
  waiting.push(start.y * width + start.x);
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    if (!wanted(cell)) continue;
    const y = Math.floor(cell / width);
    const row = y * width;
    let [left, right] = [cell, cell + 1];
    while (left > row && wanted(left - 1)) left -= 1;
    while (right < row + width && wanted(right)) right += 1;
    seen.fill(1, left, right);
    take(y, left - row, right - row);
    if (y > 0) queueRow(left - width, right - width, wanted, waiting);
    if (y < height - 1) queueRow(left + width, right + width, wanted, waiting);
  }
}

/** One cell of each unbroken stretch that is wanted. */
function queueRow(from: number, to: number, wanted: (cell: number) => boolean, waiting: NumberList): void {
  let inside = false;
  for (let cell = from; cell < to; cell += 1) {
    const now = wanted(cell);
    if (now && !inside) waiting.push(cell);
    inside = now;
  }
}

/** The area of one value around a pixel. */
export function floodSpans(map: LabelMap, x: number, y: number, take: SpanTaker): void {
  if (x < 0 || y < 0 || x >= map.width || y >= map.height) return;
  const value = valueAt(map, x, y);
  const spans: [number, number, number][] = [];
  connectedSpans(
    map,
    { x, y },
    (cell) => map.cells[cell] === value,
    (...span) => spans.push(span),
  );
  // Given out at the end, because the taker may paint the very cells that are being asked about.
  for (const span of spans) take(...span);
}

/** The separate areas of a value, the largest first: a pixel in each, and how many pixels it has. */
export function areasOf(map: LabelMap, value: number): { x: number; y: number; pixels: number }[] {
  const seen = new Uint8Array(map.cells.length);
  const areas: { x: number; y: number; pixels: number }[] = [];
  const sameValue = (cell: number): boolean => map.cells[cell] === value;
  for (let cell = map.cells.indexOf(value); cell >= 0; cell = map.cells.indexOf(value, cell + 1)) {
    if (seen[cell] === 1) continue;
    const start = { x: cell % map.width, y: Math.floor(cell / map.width) };
    let pixels = 0;
    const count: SpanTaker = (_, left, right) => (pixels += right - left);
    connectedSpans(map, start, sameValue, count, seen);
    areas.push({ ...start, pixels });
  }
  return areas.sort((first, second) => second.pixels - first.pixels);
}
