import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleImage, somePoint, someShape } from "./drawing-samples.js";
import { boxAround } from "./point.js";
import { boxHandles, boxResized, isWhole, moved, rounded, vertexDeleted, vertexInserted, vertexMoved } from "./shape-edits.js";
import { areaOf, boundsOf, nearestOnOutline, pointsOf, ringArea, ringHolds } from "./shape-geometry.js";

describe("moving", () => {
  it("keeps form and area, and stays within the image", () => {
    fc.assert(
      fc.property(someShape, fc.integer(), fc.integer(), (shape, dx, dy) => {
        const result = moved(shape, dx, dy, sampleImage);
        expect(areaOf(result)).toBe(areaOf(shape));
        const { left, top, width, height } = boundsOf(result);
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(sampleImage.width);
        expect(top + height).toBeLessThanOrEqual(sampleImage.height);
      }),
    );
  });

  it("and moving back gives the same shape where there was room", () => {
    fc.assert(
      fc.property(someShape, (shape) => {
        const there = moved(shape, 1, 1, { width: 2000, height: 2000 });
        expect(moved(there, -1, -1, { width: 2000, height: 2000 })).toEqual(shape);
      }),
    );
  });
});

describe("vertices", () => {
  it("inserted anywhere on an outline keep area and form, and deleted again leave what was", () => {
    fc.assert(
      fc.property(someShape, somePoint, (shape, near) => {
        const [more, at] = vertexInserted(shape, near);
        fc.pre(at >= 0);
        expect(pointsOf(more)).toHaveLength(pointsOf(shape).length + 1);
        expect(areaOf(more)).toBeCloseTo(areaOf(shape), 6);
        expect(vertexDeleted(more, at)).toEqual(shape);
      }),
    );
  });

  it("are never deleted below what a shape needs", () => {
    const triangle = { kind: "polygon" as const, vertices: [{ x: 0, y: 0 }, { x: 5, y: 0 }, { x: 0, y: 5 }] };
    expect(vertexDeleted(triangle, 0)).toBeUndefined();
    expect(vertexDeleted({ kind: "box", box: { left: 0, top: 0, width: 1, height: 1 } }, 0)).toBeUndefined();
  });

  it("go where they are moved", () => {
    fc.assert(
      fc.property(someShape, somePoint, fc.nat(), (shape, to, pick) => {
        fc.pre(shape.kind !== "box");
        const index = pick % pointsOf(shape).length;
        expect(pointsOf(vertexMoved(shape, index, to))[index]).toEqual(to);
      }),
    );
  });
});

describe("a box pulled by a handle", () => {
  it("reaches the point and keeps the opposite side", () => {
    const box = { left: 10, top: 20, width: 30, height: 40 };
    expect(boxResized(box, 4, { x: 60, y: 70 })).toEqual({ left: 10, top: 20, width: 50, height: 50 });
    expect(boxResized(box, 7, { x: 5, y: 0 })).toEqual({ left: 5, top: 20, width: 35, height: 40 });
    expect(boxResized(box, 0, { x: 50, y: 80 })).toEqual({ left: 40, top: 60, width: 10, height: 20 });
    expect(boxHandles(box)[2]).toEqual({ x: 40, y: 20 });
  });
});

describe("rounding", () => {
  it("leaves whole pixels within the image, and whole pixels alone", () => {
    fc.assert(
      fc.property(someShape, fc.double({ min: -1, max: 1, noNaN: true }), (shape, off) => {
        const points = pointsOf(shape).map(({ x, y }) => ({ x: x + off, y: y - off }));
        const result = rounded({ kind: "polyline", vertices: points }, sampleImage);
        for (const { x, y } of pointsOf(result)) {
          expect([Math.round(x), Math.round(y)]).toEqual([x, y]);
          expect(x).toBeLessThanOrEqual(sampleImage.width);
        }
        expect(rounded(shape, sampleImage)).toEqual(shape);
      }),
    );
  });

  it("makes nothing of a press without a drag", () => {
    expect(isWhole({ kind: "box", box: { left: 4, top: 4, width: 0, height: 9 } })).toBe(false);
    expect(isWhole({ kind: "line", vertices: [{ x: 1, y: 1 }, { x: 1, y: 1 }] })).toBe(false);
    expect(isWhole({ kind: "keypoint", point: { x: 1, y: 1 } })).toBe(true);
  });
});

describe("geometry", () => {
  it("of a triangle is what school taught", () => {
    const ring = [{ x: 0, y: 0 }, { x: 6, y: 0 }, { x: 0, y: 4 }];
    expect(ringArea(ring)).toBe(12);
    expect(ringHolds(ring, { x: 1, y: 1 })).toBe(true);
    expect(ringHolds(ring, { x: 5, y: 3 })).toBe(false);
    expect(boxAround(ring)).toEqual({ left: 0, top: 0, width: 6, height: 4 });
  });

  it("finds on an outline a place no farther than any vertex", () => {
    fc.assert(
      fc.property(someShape, somePoint, (shape, point) => {
        const place = nearestOnOutline(shape, point);
        const nearest = Math.min(...pointsOf(shape).map(({ x, y }) => Math.hypot(x - point.x, y - point.y)));
        expect(place?.distance).toBeLessThanOrEqual(nearest + 1e-9);
      }),
    );
  });
});
