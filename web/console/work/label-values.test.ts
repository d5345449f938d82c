import { expect, test } from "vitest";
import { isOneClass, jsonFault, personOf, valueText } from "./label-values.js";

test("a label that names one class is chosen from a list, others are written as JSON", () => {
  expect(isOneClass({ mood: 1, "mood-metadata": { "class-name": "sad" } }, "mood")).toBe(true);
  expect(isOneClass({ moods: [1], "moods-metadata": { "class-map": { "1": "sad" } } }, "moods")).toBe(false);
  expect(isOneClass({ "mask-ref": "s3://a/b.png", "mask-ref-metadata": {} }, "mask-ref")).toBe(false);
});

test("a value is shown as JSON that can be sent back as it is", () => {
  const boxes = { annotations: [{ class_id: 0, left: 1, top: 2, width: 3, height: 4 }], image_size: [{ width: 64, height: 48, depth: 3 }] };
  expect(JSON.parse(valueText({ boxes }, "boxes"))).toEqual(boxes);
  expect(valueText({ mood: 1 }, "mood")).toBe("1");
  expect(jsonFault(valueText({ boxes }, "boxes"))).toBeNull();
  expect(jsonFault("{")).not.toBeNull();
});

test("who decided is named as people know them", () => {
  expect(personOf("arn:aws:iam::111122223333:user/console/ann@example.com")).toBe("ann@example.com");
  expect(personOf("arn:aws:iam::111122223333:root")).toBe("arn:aws:iam::111122223333:root");
});
