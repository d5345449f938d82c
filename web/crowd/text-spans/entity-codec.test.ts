import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { CodePointIndex } from "./code-points.js";
import { readEntities, writeEntities, writeRelations } from "./entity-codec.js";

const text = "👍 Ana and 한국 e\u0301 𠮷野家";

describe("entities", () => {
  it("written are what was read, for any text and any places in it", () => {
    const given = fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).chain((content) => {
      const size = Array.from(content).length;
      const entity = fc
        .tuple(fc.nat(size - 1), fc.integer({ min: 1, max: size }), fc.constantFrom("a", "b"))
        .map(([startOffset, length, label]) => ({ label, startOffset, endOffset: Math.min(size, startOffset + length) }));
      return fc.tuple(fc.constant(content), fc.uniqueArray(entity, { selector: (item) => JSON.stringify(item) }));
    });
    fc.assert(
      fc.property(given, ([content, entities]) => {
        const index = new CodePointIndex(content);
        const { annotation, misplaced } = readEntities(entities, index);
        expect(misplaced).toBe(0);
        expect(new Set(writeEntities(annotation, index, false) as Json[])).toEqual(new Set(entities));
        for (const [place, span] of annotation.spans.entries()) {
          const written = (writeEntities(annotation, index, false) as { startOffset: number; endOffset: number }[])[place];
          const slice = Array.from(content).slice(written?.startOffset, written?.endOffset).join("");
          expect(content.slice(span.start, span.end)).toBe(slice);
        }
      }),
    );
  });

  it("count code points, and give the UTF-16 pair beside them only when asked", () => {
    const index = new CodePointIndex(text);
    const { annotation } = readEntities([{ label: "p", startOffset: 2, endOffset: 5 }], index);
    expect(text.slice(annotation.spans[0]?.start, annotation.spans[0]?.end)).toBe("Ana");
    expect(writeEntities(annotation, index, true)).toEqual([
      { label: "p", startOffset: 2, endOffset: 5, startOffsetUtf16: 3, endOffsetUtf16: 6 },
    ]);
  });

  it("may come as an answer, with offsets as text", () => {
    const given = { entities: [{ label: "p", startOffset: "2", endOffset: "5" }] };
    expect(readEntities(given, new CodePointIndex(text)).annotation.spans.length).toBe(1);
  });

  it.each([
    ["nothing", null],
    ["a word", "p"],
    ["no label", { startOffset: 0, endOffset: 1 }],
    ["an end before its beginning", { label: "p", startOffset: 3, endOffset: 3 }],
    ["a place behind the text", { label: "p", startOffset: 0, endOffset: 99 }],
    ["a place before it", { label: "p", startOffset: -1, endOffset: 3 }],
    ["half a place", { label: "p", startOffset: 0.5, endOffset: 3 }],
  ])("that have no place are counted: %s", (_, entity) => {
    const { annotation, misplaced } = readEntities([entity], new CodePointIndex(text));
    expect([annotation.spans, misplaced]).toEqual([[], 1]);
  });

  it("keep their relations by their places in the list", () => {
    const entities = [
      { label: "b", startOffset: 8, endOffset: 9 },
      { label: "a", startOffset: 2, endOffset: 5 },
    ];
    const given = { entities, relations: [{ label: "r", fromEntity: 0, toEntity: 1 }, { label: "r", fromEntity: 0, toEntity: 9 }] };
    const { annotation } = readEntities(given, new CodePointIndex(text));
    expect(writeRelations(annotation)).toEqual([{ label: "r", fromEntity: 1, toEntity: 0 }]);
  });
});
