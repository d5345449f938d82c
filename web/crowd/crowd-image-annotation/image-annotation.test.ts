import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { someScene } from "../drawing/drawing-samples.js";
import { readAnswer, writeAnswer } from "./image-annotation-answer.js";
import { allKinds, readKinds, readRules } from "./label-rules.js";
import { attributeValue, readAttributes } from "./object-attribute.js";

const noPath = (label: string): readonly string[] => [label];

describe("an answer", () => {
  it("read again gives the same objects in the same order, and written again the same answer", () => {
    fc.assert(
      fc.property(someScene, (drawn) => {
        const [one, other] = drawn.objects;
        const relations = one === undefined || other === undefined ? [] : [{ from: one.id, to: other.id, label: "near" }];
        const scene = { ...drawn, relations };
        const answer = writeAnswer(scene, allKinds, noPath, true);
        const again = readAnswer(answer, allKinds, new Set(["A"])).scene;
        // A line drawn by chance from a point to itself is no object.
        fc.pre(again.objects.length === scene.objects.length);
        expect(again).toEqual(scene);
        expect(writeAnswer(again, allKinds, noPath, true)).toEqual(answer);
      }),
    );
  });

  it("holds AWS's lists under AWS's names, with our keys beside AWS's", () => {
    const scene = readAnswer(
      { boundingBoxes: [{ label: "Car", left: 1, top: 2, width: 3, height: 4 }], keypoints: [{ label: "Car", x: 5, y: 6 }] },
      allKinds,
      new Set(["Car"]),
    ).scene;
    expect(writeAnswer(scene, ["box", "keypoint"], () => ["Vehicle", "Car"], false)).toEqual({
      boundingBoxes: [{ label: "Car", left: 1, top: 2, width: 3, height: 4, id: "1", zOrder: 0, labelPath: ["Vehicle", "Car"] }],
      keypoints: [{ label: "Car", x: 5, y: 6, id: "2", zOrder: 1, labelPath: ["Vehicle", "Car"] }],
    });
  });

  it("counts what it cannot use, and keeps no relation to it", () => {
    const read = readAnswer(
      {
        boundingBoxes: [{ id: "a", label: "Car", left: 0, top: 0, width: 3, height: 4 }, { id: "b", label: "Boat", left: 0, top: 0, width: 1, height: 1 }],
        relations: [{ from: "a", to: "b", label: "" }],
      },
      allKinds,
      new Set(["Car"]),
    );
    expect(read.dropped).toBe(1);
    expect(read.scene.relations).toEqual([]);
  });
});

describe("rules of labels", () => {
  it("are handed down a hierarchy", () => {
    const shared = readAttributes(["occluded"]);
    const rules = readRules(
      [{ name: "Vehicle", shapes: ["box"], attributes: [{ name: "colour", enum: ["red", "blue"] }], children: ["Car", { name: "Sign", shapes: ["polygon"] }] }],
      shared,
    );
    expect(rules.get("Car")?.kinds).toEqual(["box"]);
    expect(rules.get("Car")?.attributes.map(({ name }) => name)).toEqual(["occluded", "colour"]);
    expect(rules.get("Sign")?.kinds).toEqual(["polygon"]);
  });

  it("allow every shape where none is named", () => {
    expect(readKinds(undefined)).toEqual(allKinds);
    expect(readKinds(["polygon", "box", "circle"])).toEqual(["box", "polygon"]);
  });
});

describe("attributes", () => {
  it("take numbers within their bounds and nothing from nothing", () => {
    const [age] = readAttributes([{ name: "age", type: "number", minimum: 0, maximum: 120 }]);
    if (age === undefined) throw new Error("the attribute was not read");
    expect([attributeValue(age, "130"), attributeValue(age, "-1"), attributeValue(age, "x"), attributeValue(age, " ")]).toEqual([120, 0, undefined, undefined]);
  });
});
