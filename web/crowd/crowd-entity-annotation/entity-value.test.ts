import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { addRelation, annotationOf } from "../text-spans/annotation.js";
import { annotationOfDraft, entityDraft } from "./entity-value.js";

const spans = fc.uniqueArray(
  fc
    .tuple(fc.nat(90), fc.integer({ min: 1, max: 9 }), fc.constantFrom("a", "b"))
    .map(([start, size, label]) => ({ start, end: start + size, label })),
  { selector: (span) => JSON.stringify(span) },
);

describe("a draft", () => {
  it("brings back every span and relation", () => {
    fc.assert(
      fc.property(spans, fc.array(fc.tuple(fc.nat(9), fc.nat(9))), (given, pairs) => {
        const { annotation, ids } = annotationOf(given);
        const related = pairs.reduce(
          (now, [from, to]) => addRelation(now, { label: "r", from: ids[from] ?? -1, to: ids[to] ?? -1 }),
          annotation,
        );
        const draft = entityDraft(related, 100);
        const back = annotationOfDraft(JSON.parse(JSON.stringify(draft)) as Json, 100);
        expect(back === undefined ? undefined : entityDraft(back, 100)).toEqual(draft);
      }),
    );
  });

  it.each<[string, Json]>([
    ["nothing", null],
    ["a list", []],
    ["another text", { length: 5, spans: [] }],
    ["no spans", { length: 100 }],
  ])("of %s is none", (_, draft) => {
    expect(annotationOfDraft(draft, 100)).toBeUndefined();
  });

  it("leaves out what cannot be a span or relation", () => {
    const draft = { length: 100, spans: [[5, 2, "a"], [0, 3, "a"], [0, 101, "a"], "x", [1, 2]], relations: [["r", 0, 0], ["r", 0, 7], 1] };
    const found = annotationOfDraft(draft, 100);
    expect([found?.spans.length, found?.relations.length]).toEqual([1, 0]);
  });
});
