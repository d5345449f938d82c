import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Scene, SceneObject } from "../drawing/scene.js";
import { askedOf, choiceOf, nextOpen } from "./attribute-walk.js";
import { readAttributes } from "./object-attribute.js";

const asked = readAttributes([{ name: "colour", enum: ["red", "blue"] }, { name: "note" }, { name: "parked", enum: ["yes", "no"] }]);
const questions = (label: string): typeof asked => (label === "Car" ? asked : []);

function object(id: string, more: Partial<SceneObject> = {}): SceneObject {
  return { id, label: "Car", shape: { kind: "keypoint", point: { x: 1, y: 1 } }, locked: false, hidden: false, attributes: {}, ...more };
}

describe("questions answered by digits", () => {
  it("come one after another, those of free text left out", () => {
    expect(askedOf(object("1"), questions)).toMatchObject({ id: "1", name: "colour" });
    expect(askedOf(object("1", { attributes: { colour: "red" } }), questions)?.name).toBe("parked");
    expect(askedOf(object("1", { attributes: { colour: "red", parked: "no" } }), questions)?.name).toBe("colour");
    expect([askedOf(object("1", { locked: true }), questions), askedOf(object("1", { label: "Tree" }), questions)]).toEqual([undefined, undefined]);
  });

  it("stand for the choices in their order", () => {
    const one = { id: "1", name: "colour", choices: ["red", "blue"] };
    expect([choiceOf(one, "1"), choiceOf(one, "2"), choiceOf(one, "3")]).toEqual(["red", "blue", undefined]);
  });

  it("lead through every open question once, wherever they begin", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ car: fc.boolean(), locked: fc.boolean() }), { maxLength: 8 }), fc.nat(8), (given, start) => {
        let scene: Scene = {
          relations: [],
          objects: given.map(({ car, locked }, at) => object(String(at), { label: car ? "Car" : "Tree", locked })),
        };
        let from: string | undefined = String(start);
        let steps = 0;
        for (let next = nextOpen(scene, questions, from); next !== undefined; next = nextOpen(scene, questions, from)) {
          const question = askedOf(next, questions);
          from = next.id;
          const attributes = { ...next.attributes, [question?.name ?? ""]: question?.choices[0] ?? "" };
          scene = { ...scene, objects: scene.objects.map((each) => (each.id === from ? { ...each, attributes } : each)) };
          steps += 1;
        }
        expect(steps).toBe(2 * given.filter(({ car, locked }) => car && !locked).length);
      }),
    );
  });
});
