import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { characterAfter, characterBefore, wholeCharacters, wordAt, wordEndAfter, wordStartBefore } from "./text-boundaries.js";

describe("characters", () => {
  it.each([
    ["an emoji family", "a👩‍👩‍👧b", 1, 9],
    ["a letter with a combining accent", "ae\u0301b", 1, 3],
    ["a Hangul syllable in jamo", "a\u1112\u1161\u11abb", 1, 4],
    ["a flag", "a🇰🇷b", 1, 5],
    ["a carriage return with its line feed", "a\r\nb", 1, 3],
  ])("are never cut: %s", (_, text, start, end) => {
    expect(characterAfter(text, start)).toBe(end);
    expect(characterBefore(text, end)).toBe(start);
    expect(wholeCharacters(text, { start, end: end - 1 })).toEqual({ start, end });
    expect(wholeCharacters(text, { start: start + 1, end })).toEqual({ start, end });
  });

  it("lead from one end of any text to the other and back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-composite", maxLength: 40 }), (text) => {
        const forward: number[] = [0];
        while ((forward.at(-1) ?? 0) < text.length) forward.push(characterAfter(text, forward.at(-1) ?? 0));
        const back: number[] = [text.length];
        while ((back.at(-1) ?? 0) > 0) back.push(characterBefore(text, back.at(-1) ?? 0));
        expect(forward.at(-1)).toBe(text.length);
        expect(back.reverse()).toEqual(forward);
      }),
    );
  });
});

describe("words", () => {
  it("end where a reader says they do", () => {
    expect(wordAt("Ana's 2 cats", 1)).toEqual({ start: 0, end: 5 });
    expect(wordAt("a b", 1)).toBeUndefined();
    expect(wordAt("", 0)).toBeUndefined();
    expect(wordAt("서울에 갔다", 1)).toEqual({ start: 0, end: 3 });
  });

  it("are found by dictionary where no blanks part them", () => {
    expect(wordAt("東京都に行く", 0)?.end).toBeLessThanOrEqual(3);
  });

  it("are stepped over with the blanks and marks before them", () => {
    expect(wordEndAfter("one, two", 3)).toBe(8);
    expect(wordStartBefore("one, two", 5)).toBe(0);
    expect(wordStartBefore("one, two", 7)).toBe(5);
    expect(wordEndAfter("one ...", 3)).toBe(7);
    expect(wordStartBefore("... one", 4)).toBe(0);
    expect(wordEndAfter("one\n\ntwo", 3)).toBe(8);
  });
});
