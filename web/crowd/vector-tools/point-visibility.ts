import { changingObjects, type SceneObject } from "../drawing/scene.js";
import type { DrawingBoard } from "./drawing-board.js";
import { vectorWords } from "./vector-words.js";

/** Whether a keypoint is marked as one that something lies over: the worker knows where it is without seeing it. */
export function isOccluded({ shape, attributes }: SceneObject): boolean {
  return shape.kind === "keypoint" && attributes["visibility"] === "occluded";
}

/** Marks the selected keypoints, or else the last one set, as occluded; as visible where the first of them is occluded. */
export function toggleOccluded(board: DrawingBoard): void {
  const last = board.settled.objects.filter(({ locked, hidden }) => !locked && !hidden).slice(-1);
  const meant = (board.selection.length > 0 ? board.editable : last).filter(({ shape }) => shape.kind === "keypoint");
  const [first] = meant;
  if (first === undefined) return;
  const occluded = !isOccluded(first);
  const changed = changingObjects(board.settled, meant.map(({ id }) => id), (object) => {
    const others = Object.entries(object.attributes).filter(([name]) => name !== "visibility");
    return { ...object, attributes: { ...Object.fromEntries(others), ...(occluded ? { visibility: "occluded" } : {}) } };
  });
  board.commit(changed);
  board.say(occluded ? vectorWords().occluded : vectorWords().visible);
}
