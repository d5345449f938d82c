import type { ShapeKind } from "../drawing/scene.js";
import { isRecord, listOf } from "../vector-tools/scene-json.js";
import { labelName } from "../workbench/work-label.js";
import { readAttributes, type ObjectAttribute } from "./object-attribute.js";

export const allKinds: readonly ShapeKind[] = ["box", "polygon", "polyline", "line", "keypoint"];

/** What a label may be drawn with. */
export type LabelKind = ShapeKind | "mask";

const labelKinds: readonly LabelKind[] = [...allKinds, "mask"];

/** What holds for the objects of one label. */
export interface LabelRule {
  /** The kinds of shape it is drawn with, and whether it is painted; empty means any. */
  readonly kinds: readonly LabelKind[];
  /** Its own attributes and those of every label above it. */
  readonly attributes: readonly ObjectAttribute[];
}

/** Kinds of shape a list names, in our order; nothing readable means all of them. */
export function readKinds(given: unknown): readonly ShapeKind[] {
  const kinds = namedKinds(given);
  const shapes = allKinds.filter((kind) => kinds.includes(kind));
  return shapes.length === 0 ? allKinds : shapes;
}

/** The rules of every label in a hierarchy, by its name. */
export function readRules(labels: unknown, shared: readonly ObjectAttribute[]): ReadonlyMap<string, LabelRule> {
  const rules = new Map<string, LabelRule>();
  collect(labels, { kinds: [], attributes: shared }, rules);
  return rules;
}

function collect(labels: unknown, above: LabelRule, rules: Map<string, LabelRule>): void {
  for (const entry of listOf(labels)) {
    const name = labelName(entry);
    const record = isRecord(entry) ? entry : {};
    const kinds = namedKinds(record["shapes"]);
    const own = readAttributes(record["attributes"] ?? record["categoryAttributes"]);
    const rule = { kinds: kinds.length === 0 ? above.kinds : kinds, attributes: [...above.attributes, ...own] };
    if (!rules.has(name)) rules.set(name, rule);
    collect(record["children"], rule, rules);
  }
}

function namedKinds(given: unknown): readonly LabelKind[] {
  const named = listOf(given).map(String);
  return labelKinds.filter((kind) => named.includes(kind));
}
