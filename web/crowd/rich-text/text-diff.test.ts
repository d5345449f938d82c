import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textDiff, type DiffPart } from "./text-diff.js";

function side(parts: readonly DiffPart[], without: DiffPart["kind"]): string {
  return parts.filter((part) => part.kind !== without).map((part) => part.text).join("");
}

describe("a diff", () => {
  it("holds both texts whole", () => {
    const text = fc.array(fc.constantFrom("one ", "two ", "three", "\n", "나 ", "😀"), { maxLength: 30 }).map((words) => words.join(""));
    fc.assert(
      fc.property(text, text, (from, to) => {
        const parts = textDiff(from, to, "en");
        expect(side(parts, "added")).toBe(from);
        expect(side(parts, "removed")).toBe(to);
      }),
    );
  });

  it("goes by lines where there are too many words", () => {
    const from = "word and word\n".repeat(2000);
    const parts = textDiff(from, `${from}one more\n`, "en");
    expect(parts.map((part) => part.kind)).toEqual(["same", "added"]);
  });

  it("cuts words, not letters", () => {
    expect(textDiff("a red fox", "a dead fox", "en")).toEqual([
      { kind: "same", text: "a " },
      { kind: "removed", text: "red" },
      { kind: "added", text: "dead" },
      { kind: "same", text: " fox" },
    ]);
  });
});
