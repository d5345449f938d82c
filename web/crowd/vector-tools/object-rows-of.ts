import type { SceneObject } from "../drawing/scene.js";
import { boundsOf } from "../drawing/shape-geometry.js";
import type { ObjectRow } from "../workbench/object-rows.js";
import { isOccluded } from "./point-visibility.js";
import { vectorWords } from "./vector-words.js";

interface Known {
  readonly colors: ReadonlyMap<string, string>;
  readonly rows: readonly ObjectRow[];
}

const known = new WeakMap<readonly SceneObject[], Known>();

/** The rows of the object list, the topmost object first, as it lies over the others. */
export function objectRows(objects: readonly SceneObject[], colors: ReadonlyMap<string, string>): readonly ObjectRow[] {
  const before = known.get(objects);
  if (before?.colors === colors) return before.rows;
  const rows = objects.map((object) => rowOf(object, colors)).reverse();
  known.set(objects, { colors, rows });
  return rows;
}

function rowOf(object: SceneObject, colors: ReadonlyMap<string, string>): ObjectRow {
  const { id, label, locked, hidden } = object;
  return { id, label, color: colors.get(label) ?? "#888888", detail: detailOf(object), hidden, locked };
}

/** Where and how large, in whole pixels. */
function detailOf(object: SceneObject): string {
  const { shape, group } = object;
  const { left, top, width, height } = boundsOf(shape);
  const occluded = isOccluded(object) ? ` · ${vectorWords().occluded}` : "";
  if (shape.kind === "keypoint") return `${group === undefined ? "" : `#${group} `}${Math.round(left)}, ${Math.round(top)}${occluded}`;
  return `${Math.round(width)} × ${Math.round(height)}`;
}
