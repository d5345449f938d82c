import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockAt, cutIntoBlocks } from "./text-blocks.js";

const lines = fc.array(fc.string({ unit: "grapheme", maxLength: 300 }), { maxLength: 60 }).map((parts) => parts.join("\n"));

describe("blocks", () => {
  it("hold the whole text in order, none of it twice", () => {
    fc.assert(
      fc.property(lines, (text) => {
        const blocks = cutIntoBlocks(text);
        expect(blocks.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
      }),
    );
  });

  it("end behind a line break, so that no line is seen cut", () => {
    fc.assert(
      fc.property(lines, (text) => {
        for (const { end } of cutIntoBlocks(text).slice(0, -1)) expect(text[end - 1]).toBe("\n");
      }),
    );
  });

  it("cut a line of a megabyte behind blanks, and one without blanks between characters", () => {
    for (const text of ["word ".repeat(200_000), "👍🏽".repeat(100_000)]) {
      const blocks = cutIntoBlocks(text);
      expect(blocks.length).toBeGreaterThan(30);
      for (const { start } of blocks.slice(1)) expect([" ", "\udffd"]).toContain(text[start - 1]);
    }
  });

  it("are found by any place in them", () => {
    fc.assert(
      fc.property(lines, fc.nat(), (text, seed) => {
        const position = text.length === 0 ? 0 : seed % text.length;
        const block = cutIntoBlocks(text)[blockAt(cutIntoBlocks(text), position)];
        expect(block?.start).toBeLessThanOrEqual(position);
        if (text.length > 0) expect(block?.end).toBeGreaterThan(position);
      }),
    );
    expect(blockAt(cutIntoBlocks("a\n"), 2)).toBe(0);
  });
});
