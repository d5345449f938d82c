import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Relation, Scene, SceneObject, ShapeKind } from "../drawing/scene.js";
import { awsObject, listNames, objectFromAws, type ReadScene } from "../vector-tools/aws-shapes.js";
import { isRecord, listOf } from "../vector-tools/scene-json.js";

/**
 * The answer: AWS's list of each kind of shape, each entry with AWS's keys and these of ours: `id`, `zOrder` (0 lies
 * lowest), `labelPath` where the label stands in a hierarchy, `attributes` where it has any; and `relations` by id.
 */
export function writeAnswer(
  scene: Scene,
  kinds: readonly ShapeKind[],
  pathOf: (label: string) => readonly string[],
  relates: boolean,
): Readonly<Record<string, Json>> {
  const lists = kinds.map((kind): readonly [string, Json] => [
    listNames[kind],
    scene.objects.flatMap((object, zOrder) => (object.shape.kind === kind ? [writeObject(object, zOrder, pathOf(object.label))] : [])),
  ]);
  const relations = relates ? { relations: scene.relations.map(({ from, to, label }) => ({ from, label, to })) } : {};
  return { ...Object.fromEntries(lists), ...relations };
}

function writeObject(object: SceneObject, zOrder: number, path: readonly string[]): Json {
  return {
    ...awsObject(object),
    id: object.id,
    zOrder,
    ...(path.length > 1 ? { labelPath: path } : {}),
    ...(Object.keys(object.attributes).length > 0 ? { attributes: object.attributes } : {}),
  };
}

/** A scene from an answer of ours or of any of AWS's elements; objects lie by `zOrder`, else as they come. */
export function readAnswer(given: unknown, kinds: readonly ShapeKind[], known: ReadonlySet<string>): ReadScene {
  if (!isRecord(given)) return { scene: { objects: [], relations: [] }, dropped: 0 };
  const entries = kinds.flatMap((kind) => listOf(given[listNames[kind]]).map((entry) => ({ entry, kind })));
  const taken = new Set<string>();
  const placed = entries.flatMap(({ entry, kind }, at) => {
    const object = objectFromAws(entry, kind, idOf(entry, at, taken));
    if (object === undefined || !known.has(object.label)) return [];
    taken.add(object.id);
    return [{ object, at: isRecord(entry) && typeof entry["zOrder"] === "number" ? entry["zOrder"] : at }];
  });
  placed.sort((first, second) => first.at - second.at);
  const objects = placed.map(({ object }) => object);
  return { scene: { objects, relations: readRelations(given["relations"], taken) }, dropped: entries.length - objects.length };
}

function idOf(entry: unknown, at: number, taken: ReadonlySet<string>): string {
  const id = isRecord(entry) ? entry["id"] : undefined;
  const wanted = typeof id === "string" || typeof id === "number" ? String(id) : String(at + 1);
  return taken.has(wanted) ? `${wanted}-${at + 1}` : wanted;
}

function readRelations(given: unknown, ids: ReadonlySet<string>): readonly Relation[] {
  return listOf(given).flatMap((entry) => {
    if (!isRecord(entry)) return [];
    const [from, to] = [String(entry["from"]), String(entry["to"])];
    if (!ids.has(from) || !ids.has(to)) return [];
    return [{ from, to, label: typeof entry["label"] === "string" ? entry["label"] : "" }];
  });
}
