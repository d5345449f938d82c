import { boxAround, type Point } from "../drawing/point.js";
import { cutBy, merged } from "../drawing/polygon-boolean.js";
import { boxHandles, keptInside, mapPoints, moved, rounded, vertexDeleted, vertexInserted, vertexMoved } from "../drawing/shape-edits.js";
import { changingObjects, freeIds, objectsOf, withObjects, withoutObjects, type Scene, type SceneObject, type Shape } from "../drawing/scene.js";
import { boundsOf, isClosed, pointsOf } from "../drawing/shape-geometry.js";
import { reordered, type ZMove } from "../drawing/z-order.js";
import type { DrawingBoard } from "./drawing-board.js";
import { handleCount } from "./drawing-board.js";
import { vectorWords } from "./vector-words.js";

/** What a worker does to selected objects. Locked and hidden ones are left alone; each is one step to undo. */

export function removeSelected(board: DrawingBoard): void {
  const [only] = board.editable;
  if (board.vertex !== undefined && only !== undefined && hasVertices(only.shape)) removeVertex(board, only, board.vertex);
  else remove(board, board.editable);
}

/** Takes a vertex out of a polygon or polyline; of other shapes, and of the smallest, none can be taken. */
export function removeVertex(board: DrawingBoard, { id, shape: before }: SceneObject, vertex: number): void {
  if (!hasVertices(before)) return;
  const shape = vertexDeleted(before, vertex);
  if (shape === undefined) board.refuse(vectorWords().tooFewPoints);
  else board.commit(changingObjects(board.settled, [id], (object) => ({ ...object, shape })));
}

function hasVertices({ kind }: Shape): boolean {
  return kind === "polygon" || kind === "polyline";
}

export function remove(board: DrawingBoard, objects: readonly SceneObject[]): void {
  if (objects.length === 0) return;
  board.commit(withoutObjects(board.settled, objects.map(({ id }) => id)));
  board.say(vectorWords().deleted(objects.length));
}

/** The scene with objects moved together, as far as the image goes; none overtakes another at a border. */
export function sceneMoved(board: DrawingBoard, objects: readonly SceneObject[], dx: number, dy: number): Scene {
  const bounds = boxAround(objects.flatMap(({ shape }) => pointsOf(shape)));
  if (bounds === undefined) return board.settled;
  const [x, y] = keptInside(bounds, dx, dy, board.image);
  return changingObjects(board.settled, objects.map(({ id }) => id), (object) => {
    const shape = moved(object.shape, x, y, board.image);
    return shape === object.shape ? object : { ...object, shape };
  });
}

/** Moves the handle in hand, or else everything selected, by image pixels. */
export function nudge(board: DrawingBoard, dx: number, dy: number): void {
  const [only] = board.editable;
  if (only === undefined) return;
  if (board.vertex === undefined) {
    board.commit(sceneMoved(board, board.editable, dx, dy));
    return;
  }
  const from = handlesOf(only.shape)[board.vertex];
  if (from === undefined) return;
  board.commit(sceneWithHandle(board, only, board.vertex, { x: from.x + dx, y: from.y + dy }));
}

/** Grows or shrinks the one selected object by its right and bottom side. */
export function resizeBy(board: DrawingBoard, dx: number, dy: number): void {
  const [only, ...others] = board.editable;
  if (only === undefined || others.length > 0) return;
  const { left, top, width, height } = boundsOf(only.shape);
  const [wide, high] = [Math.max(1, width + dx), Math.max(1, height + dy)];
  const shape = mapPoints(only.shape, ({ x, y }) => ({
    x: width === 0 ? x : left + ((x - left) * wide) / width,
    y: height === 0 ? y : top + ((y - top) * high) / height,
  }));
  board.commit(withShape(board, only, shape));
}

/** The places a selected shape is pulled by. */
export function handlesOf(shape: Shape): readonly Point[] {
  return shape.kind === "box" ? boxHandles(shape.box) : shape.kind === "keypoint" ? [] : shape.vertices;
}

/** The scene with one handle of an object pulled to a point. */
export function sceneWithHandle(board: DrawingBoard, object: SceneObject, handle: number, to: Point): Scene {
  return withShape(board, object, vertexMoved(object.shape, handle, to));
}

/** Takes the next handle of the one selected object in hand, for the arrow keys. */
export function stepHandle(board: DrawingBoard, step: 1 | -1): void {
  const [only, ...others] = board.editable;
  const count = only === undefined || others.length > 0 ? 0 : handleCount(only.shape);
  if (count === 0) return;
  const now = board.vertex ?? (step === 1 ? -1 : 0);
  board.vertex = (now + step + count) % count;
  board.say(vectorWords().pointInHand(board.vertex + 1, count));
  board.onChange();
}

/** Puts a point halfway between the one in hand and the next. */
export function insertAfterHandle(board: DrawingBoard): void {
  const [only] = board.editable;
  if (only === undefined || board.vertex === undefined) return;
  const points = pointsOf(only.shape);
  const [from, to] = [points[board.vertex], points[(board.vertex + 1) % points.length]];
  if (from !== undefined && to !== undefined) insertPoint(board, only, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
}

/** Puts a point on an object's outline, nearest to a place; the place of it, or undefined for shapes without vertices. */
export function insertPoint(board: DrawingBoard, object: SceneObject, near: Point): number | undefined {
  const [shape, at] = vertexInserted(object.shape, near);
  if (at < 0) return undefined;
  board.commit(withShape(board, object, shape));
  board.vertex = at;
  board.onChange();
  return at;
}

export function relabel(board: DrawingBoard, ids: readonly string[], label: string): void {
  board.commit(changingObjects(board.settled, ids, (object) => (object.label === label ? object : { ...object, label })));
}

export function reorderSelected(board: DrawingBoard, move: ZMove): void {
  board.commit(reordered(board.settled, board.selection, move));
}

export function duplicateSelected(board: DrawingBoard): void {
  addCopies(board, board.selected);
}

/** Adds copies of objects a little apart from what they are copies of, and selects them. */
export function addCopies(board: DrawingBoard, objects: readonly SceneObject[]): void {
  if (objects.length === 0 || board.locked) return;
  const ids = freeIds(board.settled, objects.length);
  const bounds = boxAround(objects.flatMap(({ shape }) => pointsOf(shape)));
  const taken = objects.some(({ shape }) => board.settled.objects.some((other) => sameShape(other.shape, shape)));
  const apart = taken ? Math.max(4, Math.round(Math.min(board.image.width, board.image.height) / 60)) : 0;
  const [dx, dy] = bounds === undefined ? [0, 0] : keptInside(bounds, apart, apart, board.image);
  const copies = objects.map((object, at): SceneObject => ({
    ...object,
    id: ids[at] ?? "",
    locked: false,
    hidden: false,
    shape: rounded(mapPoints(object.shape, ({ x, y }) => ({ x: x + dx, y: y + dy })), board.image),
  }));
  board.commit(withObjects(board.settled, copies));
  board.select(copies.map(({ id }) => id));
}

/** Makes one polygon of the selected closed shapes, under the label of the lowest. */
export function mergeSelected(board: DrawingBoard): void {
  const closed = board.editable.filter(({ shape }) => isClosed(shape));
  const [first] = closed;
  const rings = closed.length < 2 ? [] : merged(closed.map(({ shape }) => pointsOf(shape)));
  if (first === undefined || rings.length !== 1) {
    board.refuse(vectorWords().cannotMerge);
    return;
  }
  const rest = closed.slice(1).map(({ id }) => id);
  replaceByRings(board, first, rings, rest);
}

/** Takes away from the first selected shape what the other selected ones cover, or any other where it is alone. */
export function cutSelected(board: DrawingBoard): void {
  const [firstId, ...others] = board.selection;
  const first = board.editable.find(({ id }) => id === firstId);
  const knives = (others.length > 0 ? objectsOf(board.settled, others) : board.settled.objects.filter(({ id, hidden }) => id !== firstId && !hidden))
    .filter(({ shape }) => isClosed(shape));
  if (first === undefined || !isClosed(first.shape) || knives.length === 0) {
    board.refuse(vectorWords().cannotCut);
    return;
  }
  const rings = cutBy(pointsOf(first.shape), knives.map(({ shape }) => pointsOf(shape)));
  if (rings.length === 0) board.refuse(vectorWords().cannotCut);
  else replaceByRings(board, first, rings, []);
}

function replaceByRings(board: DrawingBoard, object: SceneObject, rings: readonly (readonly Point[])[], gone: readonly string[]): void {
  const [ring, ...others] = rings;
  if (ring === undefined) return;
  const ids = freeIds(board.settled, others.length);
  const polygon = (vertices: readonly Point[]): Shape => rounded({ kind: "polygon", vertices }, board.image);
  const kept = changingObjects(withoutObjects(board.settled, gone), [object.id], (same) => ({ ...same, shape: polygon(ring) }));
  const added = others.map((vertices, at): SceneObject => ({ ...object, id: ids[at] ?? "", shape: polygon(vertices) }));
  board.commit(withObjects(kept, added));
  board.select([object.id, ...added.map(({ id }) => id)]);
}

function withShape(board: DrawingBoard, object: SceneObject, shape: Shape): Scene {
  const whole = rounded(shape, board.image);
  return changingObjects(board.settled, [object.id], (same) => ({ ...same, shape: whole }));
}

function sameShape(first: Shape, second: Shape): boolean {
  return first.kind === second.kind && JSON.stringify(first) === JSON.stringify(second);
}
