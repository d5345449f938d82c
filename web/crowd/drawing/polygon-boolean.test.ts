import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxBetween, type Point } from "./point.js";
import { cutBy, merged, partedBy } from "./polygon-boolean.js";
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

/** An outline that does not cross itself: points in the order of their angle around a middle. */
const starRing = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 20, max: 90 })), {
    minLength: 5, maxLength: 14, selector: ([angle]) => angle,
  })
  .map((spokes) => [...spokes].sort(([one], [other]) => one - other))
  .map((spokes) =>
    spokes.map(([angle, radius]): Point => ({
      x: Math.round(100 + radius * Math.cos((angle * Math.PI) / 180)),
      y: Math.round(100 + radius * Math.sin((angle * Math.PI) / 180)),
    })),
  )
  .filter((ring) => Math.abs(area(merged([ring])) - ringArea(ring)) < 1e-6);

describe("a straight cut", () => {
  it("loses nothing and adds nothing, however it goes", () => {
    fc.assert(
      fc.property(fc.oneof(boxRing, starRing), point, point, (ring, from, to) => {
        expect(area(partedBy(ring, from, to))).toBeCloseTo(ringArea(ring), 3);
      }),
    );
  });

  it("through and through leaves every piece on one side of its line", () => {
    fc.assert(
      fc.property(starRing, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }), (ring, left, right) => {
        for (const piece of partedBy(ring, { x: -10, y: left }, { x: 210, y: right })) {
          const sides = piece.map(({ x, y }) => (y - left) * 220 - (x + 10) * (right - left));
          expect(Math.min(...sides) > -1e-6 || Math.max(...sides) < 1e-6).toBe(true);
        }
      }),
    );
  });

  it("that ends inside, misses, or has no length, parts nothing", () => {
    const ring = cornersOf({ left: 0, top: 0, width: 100, height: 100 });
    expect(partedBy(ring, { x: 50, y: -10 }, { x: 50, y: 60 })).toEqual([ring]);
    expect(partedBy(ring, { x: 50, y: 200 }, { x: 90, y: 300 })).toEqual([ring]);
    expect(partedBy(ring, { x: 50, y: 50 }, { x: 50, y: 50 })).toEqual([ring]);
    expect(partedBy(ring, { x: 0, y: 30 }, { x: 100, y: 30 }).map((piece) => ringArea(piece)).sort()).toEqual([3000, 7000]);
  });

  it("across one leg of a U takes off that leg and leaves the other", () => {
    const shape = [[0, 0], [30, 0], [30, 70], [70, 70], [70, 0], [100, 0], [100, 100], [0, 100]] as const;
    const ring = shape.map(([x, y]) => ({ x, y }));
    const areas = (pieces: readonly (readonly Point[])[]): number[] => pieces.map((piece) => ringArea(piece)).sort((a, b) => a - b);
    expect(areas(partedBy(ring, { x: -5, y: 40 }, { x: 40, y: 40 }))).toEqual([1200, 6000]);
    expect(areas(partedBy(ring, { x: -5, y: 40 }, { x: 110, y: 40 }))).toEqual([1200, 1200, 4800]);
  });
});
