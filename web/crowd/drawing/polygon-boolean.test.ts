import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxBetween, type Point } from "./point.js";
import { cutBy, merged } from "./polygon-boolean.js";
import { cornersOf, ringArea } from "./shape-geometry.js";

const coordinate = fc.integer({ min: 0, max: 200 });
const point = fc.record({ x: coordinate, y: coordinate });
const boxRing = fc
  .tuple(point, point)
  .filter(([a, b]) => a.x !== b.x && a.y !== b.y)
  .map(([a, b]): readonly Point[] => cornersOf(boxBetween(a, b)));

function area(rings: readonly (readonly Point[])[]): number {
  return rings.reduce((sum, ring) => sum + ringArea(ring), 0);
}

function overlap(first: readonly Point[], second: readonly Point[]): number {
  const span = (of: (point: Point) => number): number => {
    const [a, b] = [first.map(of), second.map(of)];
    return Math.max(0, Math.min(Math.max(...a), Math.max(...b)) - Math.max(Math.min(...a), Math.min(...b)));
  };
  return span(({ x }) => x) * span(({ y }) => y);
}

describe("merging and cutting", () => {
  it("keep the area that set arithmetic says", () => {
    fc.assert(
      fc.property(boxRing, boxRing, (first, second) => {
        const shared = overlap(first, second);
        expect(area(merged([first, second]))).toBeCloseTo(ringArea(first) + ringArea(second) - shared, 4);
        expect(area(cutBy(first, [second]))).toBeCloseTo(ringArea(first) - shared, 4);
      }),
    );
  });

  it("give a hole a seam, so that one outline still says it all", () => {
    const outer = cornersOf({ left: 0, top: 0, width: 10, height: 10 });
    const hole = cornersOf({ left: 3, top: 3, width: 4, height: 4 });
    const result = cutBy(outer, [hole]);
    expect(result).toHaveLength(1);
    expect(area(result)).toBe(84);
    expect(result[0]).toHaveLength(4 + 4 + 2);
  });

  it("leave apart what does not touch, and nothing of what is covered", () => {
    const near = cornersOf({ left: 0, top: 0, width: 10, height: 10 });
    const far = cornersOf({ left: 50, top: 0, width: 10, height: 10 });
    expect(merged([near, far])).toHaveLength(2);
    expect(cutBy(near, [near])).toEqual([]);
  });
});
