import type { Point } from "../drawing/point.js";
import { firstCentre, type SpanTaker } from "./pixel-spans.js";

/**
 * The pixels a round brush covers on its way from one point to another: those whose centre is at most `radius` from the
 * line between them. Convex, so one span a row. A brush too small to hold any centre still paints the pixel it is on.
 */
export function strokeSpans(from: Point, to: Point, radius: number, take: SpanTaker): void {
  const top = firstCentre(Math.min(from.y, to.y) - radius);
  const bottom = Math.max(from.y, to.y) + radius;
  for (let y = top; y + 0.5 <= bottom; y += 1) {
    const [left, right] = capsuleRow(from, to, radius, y + 0.5);
    const first = firstCentre(left);
    const end = Math.floor(right - 0.5) + 1;
    if (end > first) take(y, first, end);
  }
  for (const { x, y } of [from, to]) take(Math.floor(y), Math.floor(x), Math.floor(x) + 1);
}

/** Where a horizontal line enters and leaves a capsule; the first beyond the second when it misses. */
function capsuleRow(from: Point, to: Point, radius: number, y: number): readonly [number, number] {
  const [startLeft, startRight] = discRow(from, radius, y);
  const [endLeft, endRight] = discRow(to, radius, y);
  const [sideLeft, sideRight] = sideRow(from, to, radius, y);
  return [Math.min(startLeft, endLeft, sideLeft), Math.max(startRight, endRight, sideRight)];
}

function discRow(centre: Point, radius: number, y: number): readonly [number, number] {
  const rise = y - centre.y;
  const half = radius * radius - rise * rise;
  return half < 0 ? [Infinity, -Infinity] : [centre.x - Math.sqrt(half), centre.x + Math.sqrt(half)];
}

/** The same for the rectangle between the two discs, whose long sides touch both. */
function sideRow(from: Point, to: Point, radius: number, y: number): readonly [number, number] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return [Infinity, -Infinity];
  const across = { x: (-(to.y - from.y) / length) * radius, y: ((to.x - from.x) / length) * radius };
  const corners = [
    { x: from.x + across.x, y: from.y + across.y },
    { x: to.x + across.x, y: to.y + across.y },
    { x: to.x - across.x, y: to.y - across.y },
    { x: from.x - across.x, y: from.y - across.y },
  ];
  let [left, right] = [Infinity, -Infinity];
  corners.forEach((corner, index) => {
    const next = corners[(index + 1) % 4] ?? corner;
    if (corner.y > y === next.y > y) return;
    const x = corner.x + ((y - corner.y) / (next.y - corner.y)) * (next.x - corner.x);
    left = Math.min(left, x);
    right = Math.max(right, x);
  });
  return [left, right];
}
