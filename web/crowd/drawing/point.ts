/**
 * The shapes all drawing passes. Lengths are pixels of the image as it is stored (y down): AWS's coordinates never
 * follow an EXIF orientation, so neither do ours.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The distance between two points. */
export function distance(from: Point, to: Point): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** The box two opposite corners span, in whichever order they come. */
export function boxBetween(first: Point, second: Point): Box {
  return {
    left: Math.min(first.x, second.x),
    top: Math.min(first.y, second.y),
    width: Math.abs(second.x - first.x),
    height: Math.abs(second.y - first.y),
  };
}

/** The smallest box around points; undefined around none. */
export function boxAround(points: readonly Point[]): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return left === Infinity ? undefined : { left, top, width: right - left, height: bottom - top };
}

/** Whether two boxes share a point; touching edges count. */
export function boxesMeet(first: Box, second: Box): boolean {
  const across = first.left <= second.left + second.width && second.left <= first.left + first.width;
  return across && first.top <= second.top + second.height && second.top <= first.top + first.height;
}

/** A box with as much added on every side. */
export function grown(box: Box, by: number): Box {
  return { left: box.left - by, top: box.top - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

/** The nearest point of an image to a point. */
export function clampToImage(point: Point, size: Size): Point {
  return { x: clamp(point.x, 0, size.width), y: clamp(point.y, 0, size.height) };
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
