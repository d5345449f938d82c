import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asShare, boxAt, dragged, gripAt, inPixels, nudged } from "./form-boxes.js";

const image = { width: 400, height: 300 };
const boxes = fc
  .record({
    left: fc.integer({ min: 0, max: 350 }),
    top: fc.integer({ min: 0, max: 250 }),
    width: fc.integer({ min: 1, max: 50 }),
    height: fc.integer({ min: 1, max: 50 }),
  });
const points = fc.record({ x: fc.integer({ min: -100, max: 500 }), y: fc.integer({ min: -100, max: 400 }) });

function expectInside({ left, top, width, height }: { left: number; top: number; width: number; height: number }): void {
  expect(Math.min(left, top, image.width - left - width, image.height - top - height)).toBeGreaterThanOrEqual(0);
}

describe("boxes of a form", () => {
  it("come back from shares of the picture to the same pixels", () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const back = inPixels(asShare(box, image), image);
        for (const side of ["left", "top", "width", "height"] as const) expect(back[side]).toBeCloseTo(box[side], 9);
      }),
    );
  });

  it("stay on the picture wherever they are dragged, and keep their size when moved", () => {
    fc.assert(
      fc.property(boxes, points, points, (box, from, to) => {
        const moved = dragged(box, "inside", from, to, image);
        expectInside(moved);
        expect([moved.width, moved.height]).toEqual([box.width, box.height]);
        expectInside(dragged(box, { opposite: { x: box.left, y: box.top } }, from, to, image));
      }),
    );
  });

  it("stay on the picture whatever arrow keys do to them", () => {
    const keys = fc.record({
      key: fc.constantFrom("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"),
      altKey: fc.boolean(),
      shiftKey: fc.boolean(),
    });
    fc.assert(
      fc.property(boxes, fc.array(keys, { maxLength: 60 }), (box, presses) => {
        expectInside(presses.reduce((now, press) => nudged(now, press, image) ?? now, box));
      }),
    );
  });

  it("are taken by the corner before the inside, and the chosen pair before a smaller one", () => {
    const large = { left: 0, top: 0, width: 100, height: 100 };
    expect(gripAt(large, { x: 98, y: 99 }, 5)).toEqual({ opposite: { x: 0, y: 0 } });
    expect(gripAt(large, { x: 50, y: 50 }, 5)).toBe("inside");
    const placed = [
      { id: "a", part: "key" as const, box: large },
      { id: "b", part: "key" as const, box: { left: 40, top: 40, width: 20, height: 20 } },
    ];
    expect(boxAt(placed, { x: 50, y: 50 }, 2)?.id).toBe("b");
    expect(boxAt(placed, { x: 50, y: 50 }, 2, "a")?.id).toBe("a");
  });
});
