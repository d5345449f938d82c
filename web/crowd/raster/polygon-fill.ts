import type { Point } from "../drawing/point.js";
import { firstCentre, type SpanTaker } from "./pixel-spans.js";

interface Crossing {
  readonly x: number;
  readonly turn: number;
}

/**
 * The pixels whose centre lies inside a polygon by the non-zero winding rule, so that a loop drawn over itself has no
 * holes. Scanline fill without antialiasing: each pixel is wholly in or wholly out. Two polygons that share an edge
 * never share a pixel, and leave none between them.
 */
export function polygonSpans(vertices: readonly Point[], rows: number, take: SpanTaker): void {
  const heights = vertices.map(({ y }) => y);
  const top = Math.max(0, firstCentre(Math.min(...heights)));
  const bottom = Math.min(rows, Math.max(...heights));
  for (let y = top; y + 0.5 <= bottom; y += 1) fillRow(crossings(vertices, y + 0.5), y, take);
}

/** Where the edges cross a horizontal line, from left to right; an edge holds its upper end and not its lower one. */
function crossings(vertices: readonly Point[], y: number): Crossing[] {
  const found: Crossing[] = [];
  let from = vertices.at(-1);
  for (const to of vertices) {
    if (from !== undefined && from.y <= y !== to.y <= y) {
      // From its upper end, whichever way it is gone: polygons on both sides of it round alike.
      const [upper, lower] = from.y < to.y ? [from, to] : [to, from];
      const x = upper.x + ((y - upper.y) / (lower.y - upper.y)) * (lower.x - upper.x);
      found.push({ x, turn: to.y > from.y ? 1 : -1 });
    }
    from = to;
  }
  return found.sort((first, second) => first.x - second.x);
}

function fillRow(found: readonly Crossing[], y: number, take: SpanTaker): void {
  let winding = 0;
  let entered = 0;
  for (const { x, turn } of found) {
    if (winding === 0) entered = x;
    winding += turn;
    const [first, end] = [firstCentre(entered), firstCentre(x)];
    if (winding === 0 && end > first) take(y, first, end);
  }
}
