import type { Json } from "../../shared/messages/worker-page-messages.js";
import { addRelation, annotationOf, type Annotation } from "../text-spans/annotation.js";
import type { CodePointIndex } from "../text-spans/code-points.js";
import { writeEntities, writeRelations } from "../text-spans/entity-codec.js";

/** What an answer may hold beside AWS's entities. */
export interface AnswerOptions {
  readonly relations: boolean;
  readonly utf16: boolean;
}

/** The answer as AWS writes it; relations only where they are offered. */
export function entityAnswer(annotation: Annotation, index: CodePointIndex, options: AnswerOptions): Json {
  const entities = writeEntities(annotation, index, options.utf16);
  return options.relations ? { entities, relations: writeRelations(annotation) } : { entities };
}

/** A draft, short: `[start, end, label]` in UTF-16 units, and relations by places in that list. */
export function entityDraft(annotation: Annotation, textLength: number): Json {
  const places = new Map(annotation.spans.map((span, place) => [span.id, place]));
  return {
    length: textLength,
    spans: annotation.spans.map(({ start, end, label }) => [start, end, label]),
    relations: annotation.relations.map(({ label, from, to }) => [label, places.get(from) ?? -1, places.get(to) ?? -1]),
  };
}

/** The annotation a draft holds; undefined for one of another text or form. */
export function annotationOfDraft(draft: Json, textLength: number): Annotation | undefined {
  if (typeof draft !== "object" || draft === null || Array.isArray(draft)) return undefined;
  const { length, spans, relations } = draft as Readonly<Record<string, Json>>;
  if (length !== textLength || !Array.isArray(spans)) return undefined;
  const { annotation, ids } = annotationOf(spans.flatMap((span: Json) => spanOfDraft(span, textLength) ?? []));
  const list: readonly Json[] = Array.isArray(relations) ? relations : [];
  return list.reduce<Annotation>((now, relation) => {
    if (!Array.isArray(relation)) return now;
    const [label, from, to] = relation as readonly Json[];
    if (typeof label !== "string" || typeof from !== "number" || typeof to !== "number") return now;
    return addRelation(now, { label, from: ids[from] ?? -1, to: ids[to] ?? -1 });
  }, annotation);
}

function spanOfDraft(draft: Json, textLength: number): { start: number; end: number; label: string } | undefined {
  if (!Array.isArray(draft)) return undefined;
  const [start, end, label] = draft as readonly Json[];
  if (typeof start !== "number" || typeof end !== "number" || typeof label !== "string") return undefined;
  return 0 <= start && start < end && end <= textLength ? { start, end, label } : undefined;
}
