import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { characterBeside, runsIn } from "./bidi-runs.js";

const anyLine = fc.array(fc.constantFrom("a", "b", " ", "א", "ב", "ש", "1", ".", "é"), { maxLength: 24 }).map((parts) => parts.join(""));

/** Every place an arrow key stops at on its way through a line. */
function walk(text: string, from: number, right: boolean, rightToLeft: boolean): readonly number[] {
  const stops = [from];
  for (;;) {
    const at = stops.at(-1) ?? 0;
    const next = characterBeside(text, at, right, rightToLeft);
    if (next === at || stops.length > text.length + 2) return stops;
    stops.push(next);
  }
}

describe("an arrow key in a line of two directions", () => {
  it("moves against logical order in words that are read against the line, and enters and leaves them at their visible ends", () => {
    // On the screen: "ab ", then the three letters from right to left, then " c".
    expect(walk("ab אבג c", 0, true, false)).toEqual([0, 1, 2, 3, 5, 4, 6, 7, 8]);
    expect(walk("ab אבג c", 8, false, false)).toEqual([8, 7, 6, 4, 5, 3, 2, 1, 0]);
    expect(walk("אב cde ג", 0, false, true)).toEqual([0, 1, 2, 3, 5, 4, 6, 7, 8]);
  });

  it("comes by every place of the line once, and never turns round", () => {
    fc.assert(
      fc.property(anyLine, fc.boolean(), (text, rightToLeft) => {
        const there = walk(text, 0, !rightToLeft, rightToLeft);
        expect(there.at(-1)).toBe(text.length);
        expect(new Set(there).size).toBe(there.length);
        const runs = runsIn(text, 0, text.length, rightToLeft);
        if (runs.every(({ start, end }) => end - start !== 1)) expect(there.length).toBe(text.length + 1);
      }),
    );
  });

  it("is taken back by the other arrow key", () => {
    fc.assert(
      fc.property(anyLine, fc.boolean(), (text, rightToLeft) => {
        const there = walk(text, 0, !rightToLeft, rightToLeft);
        const back = walk(text, text.length, rightToLeft, rightToLeft);
        expect(back.at(-1)).toBe(0);
        expect(back.length).toBe(there.length);
      }),
    );
  });

  it("crosses into the lines before and after", () => {
    expect(characterBeside("ab\nc", 2, true, false)).toBe(3);
    expect(characterBeside("ab\nc", 3, false, false)).toBe(2);
  });
});
