import { partedBy } from "../drawing/polygon-boolean.js";
import type { Point } from "../drawing/point.js";
import { changingObjects, freeIds, withObjects, type Scene, type SceneObject, type Shape } from "../drawing/scene.js";
import { isWhole, rounded } from "../drawing/shape-edits.js";
import { isClosed, pointsOf } from "../drawing/shape-geometry.js";
import type { DrawingBoard } from "./drawing-board.js";
import { vectorWords } from "./vector-words.js";

/**
 * Parts the selected boxes and polygons along a straight line, or all that may be changed where none is selected. The
 * pieces keep label and attributes, are selected, and are one step to undo. False when the line parts nothing.
 */
export function cutAlong(board: DrawingBoard, from: Point, to: Point): boolean {
  let scene = board.settled;
  const pieces: string[] = [];
  for (const object of inReach(board)) {
    const shapes = piecesOf(object.shape, from, to, board);
    if (shapes.length < 2) continue;
    const ids = freeIds(scene, shapes.length - 1);
    scene = parted(scene, object, shapes, ids);
    pieces.push(object.id, ...ids);
  }
  if (pieces.length === 0) {
    board.refuse(vectorWords().cannotPart);
    return false;
  }
  board.commit(scene);
  board.select(pieces);
  board.say(vectorWords().parted(pieces.length));
  return true;
}

function inReach(board: DrawingBoard): readonly SceneObject[] {
  const free = board.settled.objects.filter(({ locked, hidden }) => !locked && !hidden);
  const meant = board.selection.length > 0 ? board.editable : free;
  return meant.filter(({ shape }) => isClosed(shape));
}

/** What a line makes of a shape, in whole pixels; a sliver that rounds to nothing is no piece. */
function piecesOf(shape: Shape, from: Point, to: Point, { image }: DrawingBoard): readonly Shape[] {
  return partedBy(pointsOf(shape), from, to)
    .map((vertices) => rounded({ kind: "polygon", vertices }, image))
    .filter(isWhole);
}

function parted(scene: Scene, object: SceneObject, [first, ...others]: readonly Shape[], ids: readonly string[]): Scene {
  const changed = changingObjects(scene, [object.id], (same) => ({ ...same, shape: first ?? same.shape }));
  return withObjects(changed, others.map((shape, at): SceneObject => ({ ...object, id: ids[at] ?? "", shape })));
}
