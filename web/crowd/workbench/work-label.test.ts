import { describe, expect, it } from "vitest";
import { paletteColor, readLabels } from "./work-label.js";

describe("labels", () => {
  it("of AWS are a list of names, each with a colour and one of the first ten with a digit", () => {
    const labels = readLabels(Array.from({ length: 11 }, (_, index) => `L${index}`));
    expect(labels.map(({ key }) => key)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", undefined]);
    expect(new Set(labels.map(({ color }) => color)).size).toBe(11);
  });

  it("take the colours of label-colors, by place or by name, before their own and the palette", () => {
    expect(readLabels(["a", "b"], ["#ff0000"]).map(({ color }) => color)).toEqual(["#ff0000", paletteColor(1)]);
    expect(readLabels(["a", { label: "b", color: "#00ff00" }], { a: "#ff0000" }).map(({ color }) => color)).toEqual([
      "#ff0000",
      "#00ff00",
    ]);
  });

  it("in a hierarchy are its leaves, with what stands above them", () => {
    const labels = readLabels([{ name: "Vehicle", children: ["Car", { name: "Truck" }] }, "Person"]);
    expect(labels.map(({ name, above }) => [...above, name].join("/"))).toEqual(["Vehicle/Car", "Vehicle/Truck", "Person"]);
  });

  it("come once each, and from nothing readable come none", () => {
    expect(readLabels(["a", "a", "", null, 3]).map(({ name }) => name)).toEqual(["a", "3"]);
    expect(readLabels({ a: 1 })).toEqual([]);
    expect(readLabels(undefined)).toEqual([]);
  });
});
