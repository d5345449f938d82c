import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clock, fitted, freeId, regionsAnswer, regionsFrom, shortestRegion, withoutRegion, withRegion } from "./audio-regions.js";
import { peaksOf } from "./peaks.js";

const seconds = fc.double({ min: -5, max: 70, noNaN: true });

describe("a region", () => {
  it("fits into the audio, whichever way it was dragged", () => {
    fc.assert(
      fc.property(seconds, seconds, fc.double({ min: 1, max: 60, noNaN: true }), (a, b, duration) => {
        const { start, end } = fitted(a, b, duration);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end - start).toBeGreaterThan(shortestRegion - 0.0011);
        expect(end).toBeLessThanOrEqual(duration + 0.001);
      }),
    );
  });

  it("comes back from the answer it makes, in the order of starts", () => {
    const stretch = fc.record({ start: fc.nat(1000), length: fc.integer({ min: 1, max: 500 }), text: fc.string() });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 8 }), (given) => {
        const made = given.map(({ start, length, text }) => ({ start: start / 10, end: (start + length) / 10, label: "a", text }));
        const regions = regionsFrom(made, ["a"]);
        expect(regions).toHaveLength(made.length);
        expect(regions.map(({ start }) => start)).toEqual(made.map(({ start }) => start).sort((a, b) => a - b));
        expect(regionsAnswer(regionsFrom(regionsAnswer(regions, true), ["a"]), true)).toEqual(regionsAnswer(regions, true));
      }),
    );
  });

  it.each([[null], ["x"], [[{ start: 2, end: 1, label: "a" }]], [[{ start: -1, end: 1, label: "a" }]], [[{ start: 0, end: 1, label: "b" }]], [[{ start: 0, end: Infinity, label: "a" }]]])(
    "cannot be made of %j",
    (given) => {
      expect(regionsFrom(given, ["a"])).toEqual([]);
    },
  );

  it("is replaced and removed by its number", () => {
    const regions = regionsFrom([{ start: 0, end: 1, label: "" }, { start: 2, end: 3, label: "" }], []);
    const moved = withRegion(regions, { id: 1, start: 5, end: 6, label: "", text: "" });
    expect(moved.map(({ id }) => id)).toEqual([2, 1]);
    expect(withoutRegion(moved, 2).map(({ id }) => id)).toEqual([1]);
    expect(freeId(moved)).toBe(3);
  });
});

describe("times and peaks", () => {
  it("read as a clock", () => {
    expect([0, 65.32, 600].map(clock)).toEqual(["0:00.00", "1:05.32", "10:00.00"]);
  });

  it("keep the loudest sample of each stretch", () => {
    expect(Array.from(peaksOf(new Float32Array([0, 0.5, -1, 0.25]), 2))).toEqual([0.5, -1]);
    expect(peaksOf(new Float32Array([1]), 10)).toHaveLength(1);
  });
});
