import fc from "fast-check";
import type { Point, Size } from "./point.js";
import type { Scene, SceneObject, Shape } from "./scene.js";

/** Made-up shapes and scenes for property tests: whole pixels of a 1,000 by 800 image. */
export const sampleImage: Size = { width: 1000, height: 800 };

export const somePoint: fc.Arbitrary<Point> = fc.record({
  x: fc.integer({ min: 0, max: sampleImage.width }),
  y: fc.integer({ min: 0, max: sampleImage.height }),
});

const someVertices = (least: number): fc.Arbitrary<Point[]> =>
  fc.uniqueArray(somePoint, { minLength: least, maxLength: 12, selector: ({ x, y }) => `${x} ${y}` });

export const someShape: fc.Arbitrary<Shape> = fc.oneof(
  fc
    .tuple(somePoint, fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }))
    .map(([{ x, y }, width, height]): Shape => ({
      kind: "box",
      box: { left: Math.min(x, sampleImage.width - width), top: Math.min(y, sampleImage.height - height), width, height },
    })),
  someVertices(3).map((vertices): Shape => ({ kind: "polygon", vertices })),
  someVertices(2).map((vertices): Shape => ({ kind: "polyline", vertices })),
  fc.tuple(somePoint, somePoint).map((vertices): Shape => ({ kind: "line", vertices })),
  somePoint.map((point): Shape => ({ kind: "keypoint", point })),
);

export function sampleObject(id: string, shape: Shape, label = "A"): SceneObject {
  return { id, label, shape, locked: false, hidden: false, attributes: {} };
}

export const someScene: fc.Arbitrary<Scene> = fc
  .array(someShape, { maxLength: 12 })
  .map((shapes) => ({ objects: shapes.map((shape, at) => sampleObject(String(at + 1), shape)), relations: [] }));
