import { byPlace, type TextRange } from "./text-range.js";

/** A labelled part of the text. */
export interface Span extends TextRange {
  readonly id: number;
  readonly label: string;
}

/** A labelled arrow from one span to another. */
export interface Relation {
  readonly id: number;
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** All that a worker has marked; spans in reading order. Edits give a new one and leave the old as it was. */
export interface Annotation {
  readonly spans: readonly Span[];
  readonly relations: readonly Relation[];
  /** The id the next span or relation gets. */
  readonly nextId: number;
}

export const nothingMarked: Annotation = { spans: [], relations: [], nextId: 1 };

/** An annotation of given spans, and the id each of them got; repeated ones share theirs. */
export function annotationOf(given: readonly Omit<Span, "id">[]): { annotation: Annotation; ids: readonly number[] } {
  const spans = new Map<string, Span>();
  const ids = given.map(({ label, start, end }) => {
    const key = `${placeKey({ start, end })} ${label}`;
    const span = spans.get(key) ?? { id: spans.size + 1, label, start, end };
    spans.set(key, span);
    return span.id;
  });
  return { annotation: { spans: sorted([...spans.values()]), relations: [], nextId: spans.size + 1 }, ids };
}

export function spanOf(annotation: Annotation, id: number | undefined): Span | undefined {
  return id === undefined ? undefined : annotation.spans.find((span) => span.id === id);
}

/** The span with exactly this place and label. */
export function sameSpan(annotation: Annotation, range: TextRange, label: string): Span | undefined {
  return annotation.spans.find(
    (span) => span.start === range.start && span.end === range.end && span.label === label,
  );
}

/** Adds spans of one label; a place that has the label already keeps the one it has. */
export function addSpans(annotation: Annotation, ranges: readonly TextRange[], label: string): Annotation {
  const taken = new Set(annotation.spans.filter((span) => span.label === label).map(placeKey));
  const added: Span[] = [];
  for (const range of ranges) {
    if (range.start >= range.end || taken.has(placeKey(range))) continue;
    taken.add(placeKey(range));
    added.push({ id: annotation.nextId + added.length, label, start: range.start, end: range.end });
  }
  if (added.length === 0) return annotation;
  return { ...annotation, spans: sorted([...annotation.spans, ...added]), nextId: annotation.nextId + added.length };
}

/** Moves a span's borders or gives it another label. What would stand twice in one place is joined with what stands there. */
export function changeSpan(annotation: Annotation, id: number, change: Partial<TextRange & { label: string }>): Annotation {
  const old = spanOf(annotation, id);
  if (old === undefined) return annotation;
  const next: Span = { ...old, ...change };
  const unchanged = next.start === old.start && next.end === old.end && next.label === old.label;
  if (unchanged || next.start >= next.end) return annotation;
  const twin = sameSpan(annotation, next, next.label);
  if (twin !== undefined) return removeSpan(redirected(annotation, id, twin.id), id);
  return { ...annotation, spans: sorted(annotation.spans.map((span) => (span.id === id ? next : span))) };
}

/** Removes a span and the relations it is part of. */
export function removeSpan(annotation: Annotation, id: number): Annotation {
  if (spanOf(annotation, id) === undefined) return annotation;
  return {
    ...annotation,
    spans: annotation.spans.filter((span) => span.id !== id),
    relations: annotation.relations.filter((relation) => relation.from !== id && relation.to !== id),
  };
}

/** Adds a relation between two different spans, once. */
export function addRelation(annotation: Annotation, relation: Omit<Relation, "id">): Annotation {
  const { from, to, label } = relation;
  const known = annotation.relations.some((other) => other.from === from && other.to === to && other.label === label);
  if (known || from === to) return annotation;
  if (spanOf(annotation, from) === undefined || spanOf(annotation, to) === undefined) return annotation;
  const added = { id: annotation.nextId, label, from, to };
  return { ...annotation, relations: [...annotation.relations, added], nextId: annotation.nextId + 1 };
}

export function removeRelation(annotation: Annotation, id: number): Annotation {
  const relations = annotation.relations.filter((relation) => relation.id !== id);
  return relations.length === annotation.relations.length ? annotation : { ...annotation, relations };
}

/** The spans over a place, shortest first: what a worker who points there means first. */
export function spansAt(annotation: Annotation, position: number): readonly Span[] {
  const over = annotation.spans.filter((span) => span.start <= position && position < span.end);
  return over.sort((first, second) => first.end - first.start - (second.end - second.start) || first.id - second.id);
}

function redirected(annotation: Annotation, old: number, next: number): Annotation {
  const relations = annotation.relations.map((relation) => ({
    ...relation,
    from: relation.from === old ? next : relation.from,
    to: relation.to === old ? next : relation.to,
  }));
  return relations.reduce<Annotation>(addRelation, { ...annotation, relations: [] });
}

function sorted(spans: readonly Span[]): readonly Span[] {
  return [...spans].sort((first, second) => byPlace(first, second) || first.id - second.id);
}

function placeKey(range: TextRange): string {
  return `${range.start}-${range.end}`;
}
