import { expect, test } from "vitest";
import { confidenceOf } from "./label-confidence.js";

test.each([
  ["one class", { class: 1, "class-metadata": { confidence: 0.76 } }, { least: 0.76, most: 0.76 }],
  ["boxes", { class: {}, "class-metadata": { objects: [{ confidence: 0.9 }, { confidence: 0.4 }] } }, { least: 0.4, most: 0.9 }],
  ["entities", { class: {}, "class-metadata": { entities: [{ confidence: 0.8 }] } }, { least: 0.8, most: 0.8 }],
  ["several classes", { class: [0, 1], "class-metadata": { "confidence-map": { 0: 0.5, 1: 1 } } }, { least: 0.5, most: 1 }],
  ["masks", { class: "s3://b/m.png", "class-metadata": { "internal-color-map": { 0: { confidence: 0.7 } } } }, { least: 0.7, most: 0.7 }],
])("%s are as sure as their metadata says", (_type, label, expected) => {
  expect(confidenceOf(label, "class")).toEqual(expected);
});

test.each([
  ["one worker, written as 0", { class: 1, "class-metadata": { confidence: 0 } }],
  ["a label of a function of the requester's", { class: 1, "class-metadata": { confidence: "high", objects: [null, 3] } }],
  ["no metadata", { class: 1 }],
])("nothing is said for %s", (_case, label) => {
  expect(confidenceOf(label, "class")).toBeNull();
});
