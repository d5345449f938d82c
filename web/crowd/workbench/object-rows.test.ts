import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchingRows, rowsInSight, type ObjectRow } from "./object-rows.js";

const row = (id: string, label: string, detail: string): ObjectRow => ({
  id, label, detail, color: "#000000", hidden: false, locked: false,
});

describe("searching objects", () => {
  const rows = [row("1", "Car", "1"), row("2", "Car", "2 red"), row("3", "Person", "3")];

  it("finds every word in any case, and everything by nothing", () => {
    expect(matchingRows(rows, "car RED").map(({ id }) => id)).toEqual(["2"]);
    expect(matchingRows(rows, "  ")).toEqual(rows);
    expect(matchingRows(rows, "boat")).toEqual([]);
  });
});

describe("the rows in sight", () => {
  it("hold everything the window shows and never more than there is", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(200_000), fc.nat(2000), (count, scrolled, height) => {
        const [first, end] = rowsInSight(count, 32, scrolled, height);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(count);
        for (let index = Math.ceil(scrolled / 32); index < Math.min(count, Math.floor((scrolled + height) / 32)); index++)
          expect(index >= first && index < end).toBe(true);
      }),
    );
  });
});
