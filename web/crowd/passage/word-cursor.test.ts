import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countWords, cursorSpan, moved, trimmedSpan, wordSpans, type WordCursor } from "./word-cursor.js";

const keys = fc.array(
  fc.record({
    key: fc.constantFrom("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"),
    extend: fc.boolean(),
  }),
);

describe("a cursor over words", () => {
  it("never leaves them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), keys, (words, pressed) => {
        const end = pressed.reduce<WordCursor | undefined>(
          (cursor, { key, extend }) => moved(cursor, key, extend, words) ?? cursor,
          undefined,
        );
        for (const at of end === undefined ? [] : [end.anchor, end.focus]) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThan(words);
        }
      }),
    );
  });

  it("selects from the anchor to the focus, whichever comes first", () => {
    const text = "one two three";
    const words = wordSpans(text, "en");
    const select = (cursor: WordCursor): string => {
      const span = cursorSpan(cursor, words);
      return text.slice(span?.start, span?.end);
    };
    expect(select({ anchor: 0, focus: 1 })).toBe("one two");
    expect(select({ anchor: 2, focus: 1 })).toBe("two three");
  });

  it("ignores other keys and texts without words", () => {
    expect(moved(undefined, "a", false, 3)).toBeUndefined();
    expect(moved(undefined, "Home", false, 0)).toBeUndefined();
  });
});

describe("words", () => {
  it.each([
    ["", 0],
    ["one,  two!", 2],
    ["it's", 1],
    ["달에는 왜 위상이 있나요?", 4],
  ])("are counted as their language cuts them: %s", (text, count) => {
    expect(countWords(text, "en")).toBe(count);
  });
});

describe("a selection", () => {
  it("loses the space around it", () => {
    expect(trimmedSpan("a  b c ", { start: 1, end: 7 })).toEqual({ start: 3, end: 6 });
    expect(trimmedSpan("a  b", { start: 1, end: 3 })).toBeUndefined();
  });
});
