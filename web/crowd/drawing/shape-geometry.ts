import { boxAround, type Box, type Point } from "./point.js";
import type { Shape } from "./scene.js";

/** The corners of a box, clockwise from the top left. */
export function cornersOf({ left, top, width, height }: Box): readonly [Point, Point, Point, Point] {
  const [right, bottom] = [left + width, top + height];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/** The points a shape is drawn through. */
export function pointsOf(shape: Shape): readonly Point[] {
  if (shape.kind === "box") return cornersOf(shape.box);
  return shape.kind === "keypoint" ? [shape.point] : shape.vertices;
}

/** Whether a shape's outline comes back to its beginning and has an inside. */
export function isClosed(shape: Shape): boolean {
  return shape.kind === "box" || shape.kind === "polygon";
}

export function boundsOf(shape: Shape): Box {
  if (shape.kind === "box") return shape.box;
  return boxAround(pointsOf(shape)) ?? { left: 0, top: 0, width: 0, height: 0 };
}

/** The area a closed line encloses, in square pixels: the shoelace formula; what is wound twice counts twice. */
export function ringArea(ring: readonly Point[]): number {
  let doubled = 0;
  for (let at = 0; at < ring.length; at += 1) {
    const [from, to] = [ring[at], ring[(at + 1) % ring.length]];
    if (from !== undefined && to !== undefined) doubled += from.x * to.y - to.x * from.y;
  }
  return Math.abs(doubled) / 2;
}

/** The area of a shape in square pixels; 0 for what has no inside. */
export function areaOf(shape: Shape): number {
  if (shape.kind === "box") return shape.box.width * shape.box.height;
  return shape.kind === "polygon" ? ringArea(shape.vertices) : 0;
}

/** Whether a point is inside a closed line, by the even-odd rule. */
export function ringHolds(ring: readonly Point[], point: Point): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [to, from] = [ring[at], ring[before]];
    if (to === undefined || from === undefined || to.y > point.y === from.y > point.y) continue;
    if (point.x < ((from.x - to.x) * (point.y - to.y)) / (from.y - to.y) + to.x) inside = !inside;
  }
  return inside;
}

export function holdsPoint(shape: Shape, point: Point): boolean {
  return isClosed(shape) && ringHolds(pointsOf(shape), point);
}

/** The point of the piece of line between two points that is nearest to a point. */
export function nearestOnSegment(from: Point, to: Point, point: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return from;
  const along = Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / squared));
  return { x: from.x + along * dx, y: from.y + along * dy };
}

export interface OutlinePlace {
  readonly point: Point;
  readonly distance: number;
  /** The place is on the edge that begins at the vertex of this index. */
  readonly edge: number;
}

/** The place on a shape's outline nearest to a point. */
export function nearestOnOutline(shape: Shape, point: Point): OutlinePlace | undefined {
  const points = pointsOf(shape);
  const edges = isClosed(shape) ? points.length : Math.max(points.length - 1, 1);
  let best: OutlinePlace | undefined;
  for (let edge = 0; edge < edges; edge += 1) {
    const from = points[edge];
    const to = points[(edge + 1) % points.length];
    if (from === undefined || to === undefined) continue;
    const near = nearestOnSegment(from, to, point);
    const distance = Math.hypot(near.x - point.x, near.y - point.y);
    if (best === undefined || distance < best.distance) best = { point: near, distance, edge };
  }
  return best;
}

/** The middle of an edge: where a vertex put into it would begin. */
export interface EdgeMiddle {
  readonly point: Point;
  /** The edge begins at the vertex of this index. */
  readonly edge: number;
}

/** The middles of a polygon's or polyline's edges that are at least this long, in image pixels. */
export function edgeMiddles(shape: Shape, leastLength: number): readonly EdgeMiddle[] {
  if (shape.kind !== "polygon" && shape.kind !== "polyline") return [];
  const { vertices } = shape;
  return vertices.flatMap((from, edge) => {
    const to = vertices[edge + 1] ?? (shape.kind === "polygon" ? vertices[0] : undefined);
    if (to === undefined || Math.hypot(to.x - from.x, to.y - from.y) < leastLength) return [];
    return [{ point: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, edge }];
  });
}

/** The middle of a shape: of a line its middle vertex or edge, else the middle of its bounds. */
export function middleOf(shape: Shape): Point {
  const { left, top, width, height } = boundsOf(shape);
  return { x: left + width / 2, y: top + height / 2 };
}
