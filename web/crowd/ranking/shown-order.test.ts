import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { responseLetter, shownOrder } from "./shown-order.js";

describe("the shown order", () => {
  it("is a permutation, and the same for the same seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.string({ minLength: 1 }), (count, seed) => {
        const order = shownOrder(count, seed);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
        expect(shownOrder(count, seed)).toEqual(order);
      }),
    );
  });

  it("stays as given without a seed", () => {
    expect(shownOrder(3, "")).toEqual([0, 1, 2]);
  });

  it("favours no place: over many seeds each response comes first about equally often", () => {
    const first = Array.from({ length: 3000 }, (_, seed) => shownOrder(3, `task-${seed}`)[0]);
    for (const response of [0, 1, 2]) {
      const times = first.filter((each) => each === response).length;
      // Three standard deviations around a third of 3,000.
      expect(Math.abs(times - 1000)).toBeLessThan(78);
    }
  });
});

describe("letters", () => {
  it("run from A to Z, then by number", () => {
    expect([0, 25, 26].map(responseLetter)).toEqual(["A", "Z", "27"]);
  });
});
