import type { Json } from "../../shared/messages/worker-page-messages.js";
import { addRelation, annotationOf, type Annotation, type Span } from "./annotation.js";
import type { CodePointIndex } from "./code-points.js";

/** What an `initial-value` says, and how many of its entries have no place in the text. */
export interface GivenEntities {
  readonly annotation: Annotation;
  readonly misplaced: number;
}

/** Reads AWS's list `[{label, startOffset, endOffset}]`, or an answer that holds it, with our relations if any. */
export function readEntities(given: unknown, index: CodePointIndex): GivenEntities {
  const entities = (listIn(given, "entities") ?? []).map((item) => entityOf(item, index));
  const placed = entities.filter((entity) => entity !== undefined);
  const { annotation: spans, ids: placedIds } = annotationOf(placed);
  let next = 0;
  const ids = entities.map((entity) => (entity === undefined ? undefined : placedIds[next++]));
  let annotation = spans;
  for (const item of listIn(given, "relations") ?? []) {
    const relation = relationOf(item, ids);
    if (relation !== undefined) annotation = addRelation(annotation, relation);
  }
  return { annotation, misplaced: entities.length - placed.length };
}

/** The entities as AWS writes them, in reading order: code points, the end exclusive. */
export function writeEntities(annotation: Annotation, index: CodePointIndex, withUtf16: boolean): Json {
  return annotation.spans.map(({ label, start, end }) => ({
    label,
    startOffset: index.toCodePoint(start),
    endOffset: index.toCodePoint(end),
    ...(withUtf16 ? { startOffsetUtf16: start, endOffsetUtf16: end } : {}),
  }));
}

/** Relations by the places of their spans in the list of entities. */
export function writeRelations(annotation: Annotation): Json {
  const places = new Map(annotation.spans.map((span, place) => [span.id, place]));
  return annotation.relations.map(({ label, from, to }) => ({
    label,
    fromEntity: places.get(from) ?? -1,
    toEntity: places.get(to) ?? -1,
  }));
}

function listIn(given: unknown, key: "entities" | "relations"): readonly unknown[] | undefined {
  if (Array.isArray(given)) return key === "entities" ? given : undefined;
  if (typeof given !== "object" || given === null) return undefined;
  const list = (given as Readonly<Record<string, unknown>>)[key];
  return Array.isArray(list) ? list : undefined;
}

function entityOf(item: unknown, index: CodePointIndex): Omit<Span, "id"> | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const { label, startOffset, endOffset } = item as Readonly<Record<string, unknown>>;
  const start = offsetOf(startOffset);
  const end = offsetOf(endOffset);
  if (typeof label !== "string" || label === "" || start === undefined || end === undefined) return undefined;
  if (start >= end || end > index.length) return undefined;
  return { label, start: index.toUtf16(start), end: index.toUtf16(end) };
}

function relationOf(
  item: unknown,
  ids: readonly (number | undefined)[],
): { label: string; from: number; to: number } | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const { label, fromEntity, toEntity } = item as Readonly<Record<string, unknown>>;
  const from = ids[offsetOf(fromEntity) ?? -1];
  const to = ids[offsetOf(toEntity) ?? -1];
  return typeof label !== "string" || from === undefined || to === undefined ? undefined : { label, from, to };
}

/** Offsets come as numbers, or as strings from tools that write everything so. */
function offsetOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : undefined;
}
