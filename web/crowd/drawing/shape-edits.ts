import { boxBetween, clamp, clampToImage, type Box, type Point, type Size } from "./point.js";
import type { Shape } from "./scene.js";
import { boundsOf, nearestOnOutline } from "./shape-geometry.js";

/** Fewer points than this make no shape of a kind. */
export const fewestVertices = { polygon: 3, polyline: 2, line: 2 } as const;

/** A shape with every point changed; a box stays a box. */
export function mapPoints(shape: Shape, change: (point: Point) => Point): Shape {
  switch (shape.kind) {
    case "box": {
      const { left, top, width, height } = shape.box;
      return { kind: "box", box: boxBetween(change({ x: left, y: top }), change({ x: left + width, y: top + height })) };
    }
    case "keypoint":
      return { kind: "keypoint", point: change(shape.point) };
    case "line":
      return { kind: "line", vertices: [change(shape.vertices[0]), change(shape.vertices[1])] };
    default:
      return { kind: shape.kind, vertices: shape.vertices.map(change) };
  }
}

/** A shape moved by whole pixels, as far as it stays within the image. */
export function moved(shape: Shape, dx: number, dy: number, image: Size): Shape {
  const [x, y] = keptInside(boundsOf(shape), dx, dy, image);
  return x === 0 && y === 0 ? shape : mapPoints(shape, (point) => ({ x: point.x + x, y: point.y + y }));
}

/** How far bounds may move by whole pixels towards (dx, dy) without leaving the image further than they already do. */
export function keptInside(bounds: Box, dx: number, dy: number, image: Size): readonly [number, number] {
  return [
    clamp(Math.round(dx), Math.min(0, -bounds.left), Math.max(0, image.width - bounds.left - bounds.width)),
    clamp(Math.round(dy), Math.min(0, -bounds.top), Math.max(0, image.height - bounds.top - bounds.height)),
  ];
}

/** Every coordinate a whole pixel of the image, as AWS's answers have them. */
export function rounded(shape: Shape, image: Size): Shape {
  return mapPoints(shape, (point) => {
    const inside = clampToImage(point, image);
    return { x: Math.round(inside.x), y: Math.round(inside.y) };
  });
}

/** Whether a shape is worth keeping: a box has an area, a line a length, a polygon three points. */
export function isWhole(shape: Shape): boolean {
  if (shape.kind === "box") return shape.box.width > 0 && shape.box.height > 0;
  if (shape.kind === "keypoint") return true;
  const distinct = shape.vertices.filter((point, at) => at === 0 || !samePoint(point, shape.vertices[at - 1]));
  return distinct.length >= fewestVertices[shape.kind];
}

function samePoint(first: Point, second: Point | undefined): boolean {
  return first.x === second?.x && first.y === second.y;
}

/** The place of a vertex: index of the point; boxes have the eight handles of `boxHandles` instead. */
export function vertexMoved(shape: Shape, index: number, to: Point): Shape {
  if (shape.kind === "keypoint") return { kind: "keypoint", point: to };
  if (shape.kind === "box") return { kind: "box", box: boxResized(shape.box, index, to) };
  const vertices = shape.vertices.map((point, at) => (at === index ? to : point));
  return { ...shape, vertices } as Shape;
}

/** Which edges each of a box's handles moves, clockwise from the top left: horizontally, then vertically. */
const handleEdges = [
  [-1, -1], [0, -1], [1, -1], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0],
] as const satisfies readonly (readonly [-1 | 0 | 1, -1 | 0 | 1])[];

/** The eight places a box is resized by, clockwise from the top left corner. */
export function boxHandles({ left, top, width, height }: Box): readonly Point[] {
  return handleEdges.map(([x, y]) => ({ x: left + (width * (x + 1)) / 2, y: top + (height * (y + 1)) / 2 }));
}

/** A box with one handle pulled to a point; pulled past the other side it turns over. */
export function boxResized({ left, top, width, height }: Box, handle: number, to: Point): Box {
  const [x, y] = handleEdges[handle] ?? [0, 0];
  const from = { x: x === -1 ? to.x : left, y: y === -1 ? to.y : top };
  const until = { x: x === 1 ? to.x : left + width, y: y === 1 ? to.y : top + height };
  return boxBetween(from, until);
}

/** A shape with a vertex more, on its outline where that is nearest to a point; shapes without vertices stay. */
export function vertexInserted(shape: Shape, near: Point): readonly [Shape, number] {
  const place = nearestOnOutline(shape, near);
  if (place === undefined || (shape.kind !== "polygon" && shape.kind !== "polyline")) return [shape, -1];
  const at = place.edge + 1;
  const vertices = [...shape.vertices.slice(0, at), place.point, ...shape.vertices.slice(at)];
  return [{ kind: shape.kind, vertices }, at];
}

/** A shape without one vertex; undefined when too few would be left. */
export function vertexDeleted(shape: Shape, index: number): Shape | undefined {
  if (shape.kind !== "polygon" && shape.kind !== "polyline") return undefined;
  const vertices = shape.vertices.filter((_, at) => at !== index);
  return vertices.length < fewestVertices[shape.kind] ? undefined : { kind: shape.kind, vertices };
}
