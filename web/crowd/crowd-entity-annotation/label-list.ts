import { UnreadableAttribute } from "../attributes/converters.js";
import type { Annotation } from "../text-spans/annotation.js";
import { foreignLabel, labelSet, type SpanLabel } from "../text-spans/label-set.js";
import { words } from "../words/page-words.js";
import { entityWords } from "./entity-words.js";

/** The offered labels and, after them, those that only the given spans use. */
export function allLabels(given: unknown, first: Annotation): ReadonlyMap<string, SpanLabel> {
  const labels = new Map(labelSet(given).map((label) => [label.label, label]));
  for (const { label } of first.spans) if (!labels.has(label)) labels.set(label, foreignLabel(label, labels.size));
  return labels;
}

/** What a requester should know of what they gave; empty when all is well. */
export function faultsOf(attributes: Readonly<Record<string, unknown>>, text: string): readonly string[] {
  const unreadable = Object.entries(attributes).flatMap(([name, value]) =>
    value instanceof UnreadableAttribute ? [words().unreadable(name, value.reason)] : [],
  );
  const noLabels = attributes["labels"] instanceof UnreadableAttribute || labelSet(attributes["labels"]).length > 0;
  return [
    ...unreadable,
    ...(noLabels ? [] : [entityWords().missingLabels]),
    ...(text === "" ? [entityWords().missingText] : []),
  ];
}

/** What a worker should know of the labels that came with the text. */
export function noticesOf(labels: ReadonlyMap<string, SpanLabel>, misplaced: number): readonly string[] {
  const foreign = Array.from(labels.values(), (label) => (label.offered ? "" : label.label)).filter(Boolean);
  return [
    ...(foreign.length === 0 ? [] : [entityWords().foreignLabels(foreign.join(", "))]),
    ...(misplaced === 0 ? [] : [entityWords().misplaced(misplaced)]),
  ];
}
