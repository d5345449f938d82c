import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyPair,
  firstFault,
  isEmpty,
  pairsAsAnswer,
  pairsFrom,
  withReference,
  withTag,
  type QuestionLimits,
} from "./question-pairs.js";

const limits: QuestionLimits = {
  minQuestions: 1,
  maxQuestions: 2,
  question: { min: 2, max: 4 },
  answer: { min: 1, max: undefined },
};
const good = { ...emptyPair, question: "Why so?", answer: "Because" };

describe("pairs", () => {
  it.each([
    ["nothing written", [emptyPair], { kind: "few-questions", limit: 1 }],
    ["one word", [{ ...good, question: "Why?" }], { kind: "few-words", limit: 2, pair: 0, field: "question" }],
    ["five words", [good, { ...good, question: "a b c d e" }], { kind: "many-words", limit: 4, pair: 1, field: "question" }],
    ["no answer", [{ ...good, answer: " " }], { kind: "few-words", limit: 1, pair: 0, field: "answer" }],
    ["three pairs", [good, good, good], { kind: "many-questions", limit: 2 }],
    ["one pair and an empty one", [good, emptyPair], undefined],
  ])("are refused for %s", (_, pairs, fault) => {
    expect(firstFault(pairs, limits, "en")).toEqual(fault);
  });

  it("come back from the answer they make, offsets in code points", () => {
    const spans = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 4 });
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), spans, fc.string(), (passage, pairs, question) => {
        const boundaries = [...Array.from(passage).reduce<number[]>((all, point) => [...all, (all.at(-1) ?? 0) + point.length], [0])];
        const at = (index: number): number => boundaries[index % boundaries.length] ?? 0;
        const pair = pairs.reduce(
          (made, [a, b]) => (at(a) < at(b) ? withReference(made, { start: at(a), end: at(b) }) : made),
          { ...good, question: `${question} x` },
        );
        expect(pairsFrom(pairsAsAnswer([pair], passage), passage)).toEqual([pair]);
      }),
    );
  });

  it("count an emoji before a reference as one", () => {
    const pair = withReference(good, { start: 3, end: 4 });
    expect(pairsAsAnswer([pair], "😀 b")).toEqual([
      { question: "Why so?", answer: "Because", questionTags: [], textReferences: [{ startOffset: 2, endOffset: 3, text: "b" }] },
    ]);
  });

  it("keep references in order and each once, tags by turns", () => {
    const twice = withReference(withReference(withReference(good, { start: 5, end: 6 }), { start: 1, end: 2 }), { start: 5, end: 6 });
    expect(twice.references).toEqual([{ start: 1, end: 2 }, { start: 5, end: 6 }]);
    expect(withTag(withTag(good, "Why", true), "Why", false).tags).toEqual([]);
  });

  it.each([[null], ["x"], [[1, null, "a"]], [{}]])("cannot be made of %j", (given) => {
    expect(pairsFrom(given, "text")).toEqual([]);
  });

  it("without words are empty", () => {
    expect(isEmpty(withTag(emptyPair, "a", true))).toBe(true);
  });
});
