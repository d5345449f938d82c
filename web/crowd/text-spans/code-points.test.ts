import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodePointIndex } from "./code-points.js";

const anyText = fc.string({ unit: "binary" });

describe("code point offsets", () => {
  it.each([
    ["Latin", "plain", 2, 2],
    ["a letter after an emoji", "👍a", 2, 1],
    ["an emoji of seven code points", "👩‍👩‍👧‍👦!", 11, 7],
    ["a flag", "🇰🇷x", 4, 2],
    ["a combining accent", "e\u0301x", 2, 2],
    ["composed Hangul", "한국", 1, 1],
    ["Hangul in jamo", "\u1112\u1161\u11abx", 3, 3],
    ["a rare Han character", "𠮷野家", 2, 1],
    ["the end", "a𝔘", 3, 2],
  ])("count as Python does: %s", (_, text, position, number) => {
    const index = new CodePointIndex(text);
    expect(index.toCodePoint(position)).toBe(number);
    expect(index.toUtf16(number)).toBe(position);
  });

  it("agree with counting by hand, at every code point of any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const index = new CodePointIndex(text);
        const characters = Array.from(text);
        expect(index.length).toBe(characters.length);
        let position = 0;
        characters.forEach((character, number) => {
          expect(index.toCodePoint(position)).toBe(number);
          expect(index.toUtf16(number)).toBe(position);
          position += character.length;
        });
        expect(index.toUtf16(characters.length)).toBe(text.length);
      }),
    );
  });

  it("inside a surrogate pair count as its beginning", () => {
    expect(new CodePointIndex("a👍").toCodePoint(2)).toBe(1);
  });

  it("take a lone surrogate for one character", () => {
    expect(new CodePointIndex("\ud83da").toUtf16(1)).toBe(1);
  });
});
