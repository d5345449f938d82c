import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addSpans, nothingMarked } from "./annotation.js";
import { segmentsOf, spansByBlock } from "./block-segments.js";

const blocks = [
  { start: 0, end: 20 },
  { start: 20, end: 50 },
  { start: 50, end: 90 },
];
const spans = fc
  .array(fc.tuple(fc.nat(80), fc.integer({ min: 1, max: 60 })), { maxLength: 20 })
  .map((given) => given.map(([start, size]) => ({ start, end: Math.min(90, start + size) })))
  .map((ranges) => addSpans(nothingMarked, ranges, "x").spans);

describe("segments", () => {
  it("fill each block without gap, and know exactly which spans lie over them", () => {
    fc.assert(
      fc.property(spans, (all) => {
        spansByBlock(blocks, all).forEach((inBlock, number) => {
          const block = blocks[number] ?? { start: 0, end: 0 };
          const segments = segmentsOf(block, inBlock);
          expect([segments[0]?.start, segments.at(-1)?.end]).toEqual([block.start, block.end]);
          segments.forEach((segment, index) => {
            if (index > 0) expect(segment.start).toBe(segments[index - 1]?.end);
            const over = all.filter((span) => span.start < segment.end && segment.start < span.end);
            expect(segment.spans).toEqual(over);
            expect(over.every((span) => span.start <= segment.start && segment.end <= span.end)).toBe(true);
          });
        });
      }),
    );
  });

  it("begin and end every span once in the whole text", () => {
    fc.assert(
      fc.property(spans, (all) => {
        const segments = spansByBlock(blocks, all).flatMap((inBlock, number) =>
          segmentsOf(blocks[number] ?? { start: 0, end: 0 }, inBlock),
        );
        for (const list of ["begins", "ends"] as const) {
          const ids = segments.flatMap((segment) => segment[list].map((span) => span.id));
          expect(ids.sort((a, b) => a - b)).toEqual(all.map((span) => span.id).sort((a, b) => a - b));
        }
      }),
    );
  });
});
