import { describe, expect, it } from "vitest";
import { fitToRange, shareOfRange } from "./slider-range.js";

describe("fitToRange", () => {
  it.each([
    ["keeps a value of the range", 3, { min: 1, max: 10, step: 1 }, 3],
    ["takes the nearest step", 3.4, { min: 1, max: 10, step: 1 }, 3],
    ["counts steps from min", 4, { min: 1, max: 10, step: 2 }, 5],
    ["stays inside", 99, { min: 1, max: 10, step: 1 }, 10],
    ["stays on a step at the end", 10, { min: 0, max: 10, step: 4 }, 8],
    ["shows tenths without dust", 0.30000000000000004, { min: 0, max: 1, step: 0.1 }, 0.3],
    ["knows small steps", 2e-7, { min: 0, max: 1, step: 1e-7 }, 2e-7],
    ["gives min for a range turned round", 5, { min: 10, max: 1, step: 1 }, 10],
    ["ignores a step of zero", 2.5, { min: 0, max: 10, step: 0 }, 2.5],
  ])("%s", (_, value, range, fitted) => {
    expect(fitToRange(value, range)).toBe(fitted);
  });
});

describe("shareOfRange", () => {
  it("goes from 0 to 1", () => {
    const range = { min: 10, max: 20, step: 1 };
    expect([shareOfRange(10, range), shareOfRange(15, range), shareOfRange(25, range)]).toEqual([0, 0.5, 1]);
  });
});
