import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Point } from "../drawing/point.js";
import { isWhole } from "../drawing/shape-edits.js";
import type { Scene, SceneObject, Shape, ShapeKind } from "../drawing/scene.js";
import { boxShape, isRecord, pathShape, pointShape } from "./scene-json.js";

/** What reading an initial value, or a value a script set, gave. */
export interface ReadScene {
  readonly scene: Scene;
  /** Entries that could not be used. */
  readonly dropped: number;
}

/** The name of the list that each kind of shape stands in, in AWS's answers (element reference of each element). */
export const listNames: Readonly<Record<ShapeKind, string>> = {
  box: "boundingBoxes",
  polygon: "polygons",
  polyline: "polylines",
  line: "lines",
  keypoint: "keypoints",
};

/** An object as AWS writes it, without what AWS does not know of. Keys stand in AWS's order. */
export function awsObject({ label, shape }: SceneObject): Readonly<Record<string, Json>> {
  switch (shape.kind) {
    case "box": {
      const { height, left, top, width } = shape.box;
      return { height, label, left, top, width };
    }
    case "keypoint":
      return { label, x: shape.point.x, y: shape.point.y };
    default:
      return { label, vertices: shape.vertices.map(awsPoint) };
  }
}

function awsPoint({ x, y }: Point): Readonly<Record<string, Json>> {
  return { x, y };
}

/** An object from AWS's form; undefined when it is of another form or too small to be anything. */
export function objectFromAws(json: unknown, kind: ShapeKind, id: string): SceneObject | undefined {
  if (!isRecord(json) || typeof json["label"] !== "string") return undefined;
  const shape = shapeFromAws(json, kind);
  if (shape === undefined || !isWhole(shape)) return undefined;
  const { label, attributes, group } = json;
  return {
    id,
    label,
    shape,
    locked: false,
    hidden: false,
    attributes: {
      ...(isRecord(attributes) ? (attributes as Readonly<Record<string, Json>>) : {}),
      ...(kind === "keypoint" && json["visibility"] === "occluded" ? { visibility: "occluded" } : {}),
    },
    ...(typeof group === "number" ? { group } : {}),
  };
}

function shapeFromAws(json: Readonly<Record<string, unknown>>, kind: ShapeKind): Shape | undefined {
  if (kind === "box") return boxShape(json);
  if (kind === "keypoint") return pointShape(json);
  return pathShape(kind, json["vertices"]);
}
