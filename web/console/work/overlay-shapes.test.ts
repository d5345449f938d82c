import { expect, test } from "vitest";
import { overlayOfAnswer, overlayOfLabel } from "./overlay-shapes.js";

test("boxes of an answer and of a label are drawn alike", () => {
  const box = { left: 1, top: 2, width: 3, height: 4 };
  const answer = overlayOfAnswer({ boundingBox: { boundingBoxes: [{ ...box, label: "dog" }] } });
  const label = overlayOfLabel(
    { b: { annotations: [{ ...box, class_id: 0 }] }, "b-metadata": { "class-map": { "0": "dog" } } },
    "b",
    null,
  );
  expect(answer.shapes).toEqual([{ kind: "box", label: "dog", ...box }]);
  expect(label.shapes).toEqual(answer.shapes);
});

test("entities, classes and masks are found wherever they stand", () => {
  const spans = overlayOfLabel({ e: { annotations: { entities: [{ startOffset: 0, endOffset: 4, label: "x" }] } } }, "e", null);
  expect(spans.spans).toEqual([{ start: 0, end: 4, label: "x" }]);
  expect(overlayOfAnswer({ any: { label: "cat" } }).words).toEqual(["cat"]);
  expect(overlayOfAnswer({ any: { labels: ["a", "b"] } }).words).toEqual(["a", "b"]);
  expect(overlayOfLabel({ "m-ref": "s3://b/m.png" }, "m-ref", "http://x/m.png").mask).toBe("http://x/m.png");
});

test("what is not understood draws nothing and breaks nothing", () => {
  expect(overlayOfAnswer({ a: 1, b: null, c: [1], d: { boundingBoxes: [{ left: "x" }] } }).shapes).toEqual([]);
});
