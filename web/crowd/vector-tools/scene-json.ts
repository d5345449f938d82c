import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Point } from "../drawing/point.js";
import { isWhole } from "../drawing/shape-edits.js";
import { emptyScene, type Relation, type Scene, type SceneObject, type Shape, type ShapeKind } from "../drawing/scene.js";

/** A scene as drafts and the clipboard carry it. */
export function sceneToJson(scene: Scene): Json {
  return { objects: scene.objects.map(objectToJson), relations: scene.relations.map((relation) => ({ ...relation })) };
}

/** The scene that JSON stands for; what has another form is left out. */
export function sceneFromJson(json: unknown): Scene {
  if (!isRecord(json)) return emptyScene;
  const objects = listOf(json["objects"]).flatMap((each) => objectFromJson(each) ?? []);
  const ids = new Set(objects.map(({ id }) => id));
  const relations = listOf(json["relations"]).flatMap((each): Relation[] => {
    if (!isRecord(each)) return [];
    const { from, to, label } = each;
    if (typeof from !== "string" || typeof to !== "string" || !ids.has(from) || !ids.has(to)) return [];
    return [{ from, to, label: typeof label === "string" ? label : "" }];
  });
  return { objects, relations };
}

function objectToJson({ id, label, shape, locked, hidden, attributes, group }: SceneObject): Json {
  return {
    id,
    label,
    shape: shape as unknown as Json,
    ...(locked ? { locked } : {}),
    ...(hidden ? { hidden } : {}),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...(group === undefined ? {} : { group }),
  };
}

function objectFromJson(json: unknown): SceneObject | undefined {
  if (!isRecord(json) || typeof json["id"] !== "string" || typeof json["label"] !== "string") return undefined;
  const shape = shapeFromJson(json["shape"]);
  if (shape === undefined) return undefined;
  const { id, label, locked, hidden, attributes, group } = json;
  return {
    id,
    label,
    shape,
    locked: locked === true,
    hidden: hidden === true,
    attributes: isRecord(attributes) ? (attributes as Readonly<Record<string, Json>>) : {},
    ...(typeof group === "number" ? { group } : {}),
  };
}

function shapeFromJson(json: unknown): Shape | undefined {
  if (!isRecord(json)) return undefined;
  const shape = shapeOf(json["kind"], json);
  return shape !== undefined && isWhole(shape) ? shape : undefined;
}

function shapeOf(kind: unknown, json: Readonly<Record<string, unknown>>): Shape | undefined {
  if (kind === "box") return isRecord(json["box"]) ? boxShape(json["box"]) : undefined;
  if (kind === "keypoint") return isRecord(json["point"]) ? pointShape(json["point"]) : undefined;
  if (kind === "polygon" || kind === "polyline" || kind === "line") return pathShape(kind, json["vertices"]);
  return undefined;
}

/** A box from `left`, `top`, `width` and `height`; undefined when one is no number. */
export function boxShape(json: Readonly<Record<string, unknown>>): Shape | undefined {
  const [left, top, width, height] = [json["left"], json["top"], json["width"], json["height"]].map(asNumber);
  if (left === undefined || top === undefined || width === undefined || height === undefined) return undefined;
  return { kind: "box", box: { left, top, width, height } };
}

/** A keypoint from `x` and `y`. */
export function pointShape(json: Readonly<Record<string, unknown>>): Shape | undefined {
  const point = asPoint(json);
  return point === undefined ? undefined : { kind: "keypoint", point };
}

/** A polygon, polyline or line from a list of `{x, y}`. */
export function pathShape(kind: ShapeKind & ("polygon" | "polyline" | "line"), json: unknown): Shape | undefined {
  const vertices = listOf(json).map(asPoint);
  if (vertices.includes(undefined)) return undefined;
  const points = vertices as readonly Point[];
  if (kind !== "line") return { kind, vertices: points };
  const [from, to] = points;
  return from === undefined || to === undefined ? undefined : { kind, vertices: [from, to] };
}

function asPoint(json: unknown): Point | undefined {
  if (!isRecord(json)) return undefined;
  const [x, y] = [asNumber(json["x"]), asNumber(json["y"])];
  return x === undefined || y === undefined ? undefined : { x, y };
}

/** Numbers, and text that is one: templates print numbers into quotes. */
function asNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
