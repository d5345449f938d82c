import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codePointOffset, unitOffset } from "./code-points.js";
import { alignToSource } from "./source-alignment.js";

describe("shown text and its source", () => {
  it("is the identity where nothing was rendered", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (text) => {
        fc.pre(text.trim() !== "");
        expect(alignToSource(text, [text])[0]).toEqual(Array.from({ length: text.length + 1 }, (_, index) => index));
      }),
    );
  });

  it("never runs backwards or out of the source", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { maxLength: 6 }), (source, pieces) => {
        const offsets = alignToSource(source, pieces).flat();
        expect(offsets.every((offset) => offset >= 0 && offset <= source.length)).toBe(true);
        expect(offsets.every((offset, index) => index === 0 || offset >= (offsets[index - 1] ?? 0))).toBe(true);
      }),
    );
  });

  it("passes over the marks of Markdown", () => {
    const source = "Some **bold text** and [a link](https://x.y) end";
    const [before, bold, and, link, end] = alignToSource(source, ["Some ", "bold text", " and ", "a link", " end"]);
    const slice = (offsets: readonly number[] | undefined): string => source.slice(offsets?.[0], offsets?.at(-1));
    expect([before, bold, and, link, end].map(slice)).toEqual(["Some ", "bold text", " and ", "a link", " end"]);
  });

  it("goes letter by letter where a line of a quotation breaks", () => {
    const source = "> one\n> two";
    const [piece] = alignToSource(source, ["one\ntwo"]);
    expect(source.slice(piece?.[0], piece?.at(-1))).toBe("one\n> two");
  });
});

describe("code points", () => {
  it("go to UTF-16 and back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, number) => {
        const count = number % (Array.from(text).length + 1);
        expect(codePointOffset(text, unitOffset(text, count))).toBe(count);
      }),
    );
  });

  it("count an emoji as one", () => {
    expect(codePointOffset("a😀b", 3)).toBe(2);
    expect(unitOffset("a😀b", 2)).toBe(3);
    expect(unitOffset("a", 5)).toBe(1);
  });
});
