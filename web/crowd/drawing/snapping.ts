import { distance, type Point, type Size } from "./point.js";
import type { SceneIndex } from "./hit-test.js";
import { nearestOnOutline, pointsOf } from "./shape-geometry.js";

/** Where a point goes when it snaps, and onto what. */
export interface Snap {
  readonly point: Point;
  readonly onto: "vertex" | "edge" | "border";
}

/**
 * The vertex within `reach` (image pixels) nearest to a point, else the edge, else the border of the image; undefined
 * where none is near. `apart` are objects that do not count, such as the one being drawn.
 */
export function snapped(
  point: Point,
  index: SceneIndex,
  reach: number,
  image: Size,
  apart: readonly string[] = [],
): Snap | undefined {
  const box = { left: point.x - reach, top: point.y - reach, width: 2 * reach, height: 2 * reach };
  const shapes = index.within(box).flatMap(({ id, shape }) => (apart.includes(id) ? [] : shape));
  const vertex = nearest(point, shapes.flatMap((shape) => pointsOf(shape)), reach);
  if (vertex !== undefined) return { point: vertex, onto: "vertex" };
  const edge = nearest(point, shapes.flatMap((shape) => nearestOnOutline(shape, point)?.point ?? []), reach);
  if (edge !== undefined) return { point: edge, onto: "edge" };
  return onBorder(point, image, reach);
}

function nearest(point: Point, places: readonly Point[], reach: number): Point | undefined {
  let best: Point | undefined;
  for (const place of places)
    if (distance(point, place) <= (best === undefined ? reach : distance(point, best))) best = place;
  return best;
}

function onBorder(point: Point, image: Size, reach: number): Snap | undefined {
  const x = towards(point.x, image.width, reach);
  const y = towards(point.y, image.height, reach);
  return x === point.x && y === point.y ? undefined : { point: { x, y }, onto: "border" };
}

function towards(value: number, end: number, reach: number): number {
  if (Math.abs(value) <= reach) return 0;
  return Math.abs(value - end) <= reach ? end : value;
}
