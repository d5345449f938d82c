import type { Point } from "./point.js";

/**
 * The points of a line without those that come closer than `least` to the last one kept: on a screen where `least` is
 * a fraction of a pixel the line looks the same. The first and last point stay.
 */
export function thinned(points: readonly Point[], least: number): readonly Point[] {
  const last = points.at(-1);
  let kept = points[0];
  if (kept === undefined || last === undefined || points.length < 4) return points;
  const result = [kept];
  for (const point of points) {
    if (Math.abs(point.x - kept.x) + Math.abs(point.y - kept.y) < least) continue;
    if (point !== last) result.push(point);
    kept = point;
  }
  return [...result, last];
}

/** The distance to thin by at a scale, in steps of two, so that zooming does not thin anew at every step. */
export function thinningAt(scale: number): number {
  return 2 ** Math.floor(Math.log2(0.75 / scale));
}
