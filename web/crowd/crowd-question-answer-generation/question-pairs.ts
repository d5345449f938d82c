import type { Json } from "../../shared/messages/worker-page-messages.js";
import { countWords, type Span } from "../passage/word-cursor.js";
import { codePointOffset, unitOffset } from "../rich-text/code-points.js";

/** A question, its answer, its tags, and the stretches of the passage it is about (UTF-16; none: the whole passage). */
export interface QuestionPair {
  readonly question: string;
  readonly answer: string;
  readonly tags: readonly string[];
  readonly references: readonly Span[];
}

/** How much may be written. */
export interface QuestionLimits {
  readonly minQuestions: number;
  readonly maxQuestions: number | undefined;
  readonly question: WordLimits;
  readonly answer: WordLimits;
}

export interface WordLimits {
  readonly min: number;
  readonly max: number | undefined;
}

export type PairField = "question" | "answer";

/** What is wrong with a set of pairs; `pair` and `field` say where, when it is one field. */
export type PairFault =
  | { readonly kind: "few-questions" | "many-questions"; readonly limit: number }
  | {
      readonly kind: "few-words" | "many-words";
      readonly limit: number;
      readonly pair: number;
      readonly field: PairField;
    };

export const emptyPair: QuestionPair = { question: "", answer: "", tags: [], references: [] };

/** Whether nothing was written: such pairs are no part of the answer. */
export function isEmpty(pair: QuestionPair): boolean {
  return pair.question.trim() === "" && pair.answer.trim() === "";
}

/** The first thing that keeps pairs from being submitted. */
export function firstFault(pairs: readonly QuestionPair[], limits: QuestionLimits, language: string): PairFault | undefined {
  for (const [index, pair] of pairs.entries()) {
    if (isEmpty(pair)) continue;
    for (const field of ["question", "answer"] as const) {
      const fault = fieldFault(pair[field], limits[field], language);
      if (fault !== undefined) return { ...fault, pair: index, field };
    }
  }
  const written = pairs.filter((pair) => !isEmpty(pair)).length;
  if (written < limits.minQuestions) return { kind: "few-questions", limit: limits.minQuestions };
  const most = limits.maxQuestions;
  return most !== undefined && written > most ? { kind: "many-questions", limit: most } : undefined;
}

/** What is wrong with one field's text. */
export function fieldFault(
  text: string,
  limits: WordLimits,
  language: string,
): { readonly kind: "few-words" | "many-words"; readonly limit: number } | undefined {
  const count = countWords(text, language);
  if (count < limits.min) return { kind: "few-words", limit: limits.min };
  return limits.max !== undefined && count > limits.max ? { kind: "many-words", limit: limits.max } : undefined;
}

/** Adds a stretch to a pair's references, in the order of the passage, each once. */
export function withReference(pair: QuestionPair, span: Span): QuestionPair {
  const others = pair.references.filter(({ start, end }) => start !== span.start || end !== span.end);
  const references = [...others, { start: span.start, end: span.end }];
  return { ...pair, references: references.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/** Adds a tag to a pair, or takes it away. */
export function withTag(pair: QuestionPair, tag: string, on: boolean): QuestionPair {
  const others = pair.tags.filter((each) => each !== tag);
  return { ...pair, tags: on ? [...others, tag] : others };
}

/** Pairs as an answer has them: offsets in code points, end exclusive. */
export function pairsAsAnswer(pairs: readonly QuestionPair[], passage: string): Json[] {
  return pairs
    .filter((pair) => !isEmpty(pair))
    .map(({ question, answer, tags, references }) => ({
      question,
      answer,
      questionTags: tags,
      textReferences: references.map(({ start, end }) => ({
        startOffset: codePointOffset(passage, start),
        endOffset: codePointOffset(passage, end),
        text: passage.slice(start, end),
      })),
    }));
}

/** Pairs from an answer, a draft or a script; what is no pair is left out. */
export function pairsFrom(given: unknown, passage: string): readonly QuestionPair[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  return list.filter(isRecord).map((entry) => ({
    question: textOf(entry["question"]),
    answer: textOf(entry["answer"]),
    tags: listOf(entry["questionTags"]).filter((tag) => typeof tag === "string"),
    references: listOf(entry["textReferences"]).filter(isRecord).flatMap((reference) => spanFrom(reference, passage)),
  }));
}

/** The tags an attribute or a script gives, each once. */
export function tagList(given: unknown): readonly string[] {
  const tags = listOf(given).filter((tag) => typeof tag === "string" && tag !== "") as string[];
  return Array.from(new Set(tags));
}

/** Pairs as a draft keeps them: unfinished ones too, offsets as they are. */
export function pairsAsDraft(pairs: readonly QuestionPair[]): Json {
  return pairs.map((pair) => ({ ...pair, references: pair.references.map((span) => ({ ...span })) }));
}

export function pairsFromDraft(draft: unknown): readonly QuestionPair[] {
  return listOf(draft)
    .filter(isRecord)
    .map((entry) => ({
      question: textOf(entry["question"]),
      answer: textOf(entry["answer"]),
      tags: listOf(entry["tags"]).filter((tag) => typeof tag === "string"),
      references: listOf(entry["references"]).filter(isRecord).flatMap(draftSpan),
    }));
}

function draftSpan({ start, end }: Readonly<Record<string, unknown>>): Span[] {
  return typeof start === "number" && typeof end === "number" && start < end ? [{ start, end }] : [];
}

function spanFrom(reference: Readonly<Record<string, unknown>>, passage: string): Span[] {
  const { startOffset, endOffset } = reference;
  if (typeof startOffset !== "number" || typeof endOffset !== "number") return [];
  const [start, end] = [unitOffset(passage, startOffset), unitOffset(passage, endOffset)];
  return start < end ? [{ start, end }] : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
