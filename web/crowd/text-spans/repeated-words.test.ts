import { describe, expect, it } from "vitest";
import { repetitions } from "./repeated-words.js";

function repeated(text: string, phrase: string): number[] {
  const start = text.indexOf(phrase);
  return repetitions(text, { start, end: start + phrase.length }).map((range) => range.start);
}

describe("repetitions", () => {
  it.each([
    ["whole words only", "Ana met Anabel. Ana left. (Ana)", "Ana", [0, 16, 27]],
    ["with the same letter case", "us and US and us", "us", [0, 14]],
    ["phrases", "New York, New Yorker, New York", "New York", [0, 22]],
    ["Korean words with any particle", "서울은 서울의 중심이고 서울이다", "서울", [0, 4, 13]],
    ["Japanese without blanks", "東京と東京都", "東京", [0, 3]],
    ["marks", "a-b - c", "-", [1, 4]],
    ["never across an accent", "cafe cafe\u0301", "cafe", [0]],
    ["emoji", "👍 no 👍", "👍", [0, 6]],
    ["Arabic", "سلام وسلام سلام", "سلام", [0, 11]],
    ["never twice over the same letters", "aa aa-aa", "aa", [0, 3, 6]],
  ])("are %s", (_, text, phrase, starts) => {
    expect(repeated(text, phrase)).toEqual(starts);
  });

  it("of a part of a word are that part and the words that are nothing else", () => {
    expect(repetitions("unhappy happy", { start: 2, end: 7 }).map((range) => range.start)).toEqual([2, 8]);
  });

  it("of blanks are none", () => {
    expect(repetitions("a b c", { start: 1, end: 2 })).toEqual([]);
  });
});
