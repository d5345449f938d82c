import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relationArc } from "./relation-arcs.js";

const end = fc.record({ x: fc.integer({ min: 0, max: 2000 }), y: fc.integer({ min: 0, max: 2000 }) });

describe("an arc", () => {
  it("begins and ends at its spans and passes above both", () => {
    fc.assert(
      fc.property(end, end, (from, to) => {
        const numbers = relationArc(from, to).path.match(/-?[\d.]+/g)?.map(Number) ?? [];
        expect(numbers.slice(0, 2)).toEqual([from.x, from.y]);
        expect(numbers.slice(-2)).toEqual([to.x, to.y]);
        expect(numbers[3]).toBeLessThan(from.y);
        expect(numbers[5]).toBeLessThan(to.y);
      }),
    );
  });

  it("within a line stays within the line above", () => {
    fc.assert(
      fc.property(end, fc.nat(2000), (from, x) => {
        const numbers = relationArc(from, { x, y: from.y }).path.match(/-?[\d.]+/g)?.map(Number) ?? [];
        expect(Math.min(numbers[3] ?? 0, numbers[5] ?? 0)).toBeGreaterThanOrEqual(from.y - 26);
      }),
    );
  });
});
