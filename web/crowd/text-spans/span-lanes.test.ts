import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addSpans, nothingMarked, type Span } from "./annotation.js";
import { spanLanes } from "./span-lanes.js";
import { overlaps } from "./text-range.js";

const spans = fc
  .array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 })), { maxLength: 30 })
  .map((given) => addSpans(nothingMarked, given.map(([start, size]) => ({ start, end: start + size })), "x").spans);

describe("lanes", () => {
  it("keep spans that overlap apart", () => {
    fc.assert(
      fc.property(spans, (all) => {
        const lanes = spanLanes(all);
        for (const first of all)
          for (const second of all)
            if (first !== second && overlaps(first, second)) expect(lanes.get(first.id)).not.toBe(lanes.get(second.id));
      }),
    );
  });

  it("are never more than spans overlap at one place", () => {
    fc.assert(
      fc.property(spans, (all) => {
        const deepest = Math.max(0, ...all.map((span) => all.filter((other) => covers(other, span.start)).length));
        expect(Math.max(-1, ...spanLanes(all).values()) + 1).toBeLessThanOrEqual(deepest);
      }),
    );
  });

  it("put what lies inside nearer to the text", () => {
    const all = addSpans(nothingMarked, [{ start: 0, end: 20 }, { start: 0, end: 8 }, { start: 2, end: 4 }], "x").spans;
    const lanes = spanLanes(all);
    expect(all.map((span) => lanes.get(span.id))).toEqual([2, 1, 0]);
  });
});

function covers(span: Span, place: number): boolean {
  return span.start <= place && place < span.end;
}
