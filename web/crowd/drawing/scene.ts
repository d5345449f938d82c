import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Box, Point } from "./point.js";

export type Shape =
  | { readonly kind: "box"; readonly box: Box }
  | { readonly kind: "polygon"; readonly vertices: readonly Point[] }
  | { readonly kind: "polyline"; readonly vertices: readonly Point[] }
  | { readonly kind: "line"; readonly vertices: readonly [Point, Point] }
  | { readonly kind: "keypoint"; readonly point: Point };

export type ShapeKind = Shape["kind"];

/** One thing that a worker marked on an image. */
export interface SceneObject {
  readonly id: string;
  readonly label: string;
  readonly shape: Shape;
  readonly locked: boolean;
  readonly hidden: boolean;
  /** Answers about this object alone, by the name of each attribute. */
  readonly attributes: Readonly<Record<string, Json>>;
  /** Keypoints of one group belong to one thing, such as a person. */
  readonly group?: number;
}

/** A named arrow from one object to another. */
export interface Relation {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** Everything marked on an image. Later objects lie over earlier ones. Never changed: every edit makes a new scene. */
export interface Scene {
  readonly objects: readonly SceneObject[];
  readonly relations: readonly Relation[];
}

export const emptyScene: Scene = { objects: [], relations: [] };

export function findObject(scene: Scene, id: string): SceneObject | undefined {
  return scene.objects.find((object) => object.id === id);
}

/** The objects of a set of ids, in the order they lie. */
export function objectsOf(scene: Scene, ids: readonly string[]): readonly SceneObject[] {
  const wanted = new Set(ids);
  return scene.objects.filter(({ id }) => wanted.has(id));
}

export function withObjects(scene: Scene, added: readonly SceneObject[]): Scene {
  return { ...scene, objects: [...scene.objects, ...added] };
}

/** The scene without some objects and without the relations that would point at nothing. */
export function withoutObjects(scene: Scene, ids: readonly string[]): Scene {
  const gone = new Set(ids);
  return {
    objects: scene.objects.filter(({ id }) => !gone.has(id)),
    relations: scene.relations.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
  };
}

/** The scene with some objects changed; what a change gives back unchanged stays the same object. */
export function changingObjects(
  scene: Scene,
  ids: readonly string[],
  change: (object: SceneObject) => SceneObject,
): Scene {
  const wanted = new Set(ids);
  const objects = scene.objects.map((object) => (wanted.has(object.id) ? change(object) : object));
  return objects.every((object, index) => object === scene.objects[index]) ? scene : { ...scene, objects };
}

/** The first of `1`, `2`, ... that no object has. */
export function freeId(scene: Scene): string {
  return String(scene.objects.reduce((most, { id }) => Math.max(most, /^\d+$/.test(id) ? Number(id) : 0), 0) + 1);
}

/** Ids for several new objects. */
export function freeIds(scene: Scene, count: number): readonly string[] {
  const first = Number(freeId(scene));
  return Array.from({ length: count }, (_, index) => String(first + index));
}
