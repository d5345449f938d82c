import { describe, expect, it } from "vitest";
import { parseLooseJson } from "../attributes/loose-json.js";
import { labelColour, overlayOf } from "./overlay.js";

describe("overlayOf", () => {
  it("reads boxes as AWS's reference writes them", () => {
    const given = parseLooseJson(`{ "boundingBox": { labels: ["bird", "cat"], value: [
      { height: 284, label: "bird", left: 230, top: 974, width: 223 } ] }, }`);
    expect(overlayOf(given)).toEqual({
      boxes: [{ height: 284, label: "bird", left: 230, top: 974, width: 223, color: labelColour(0) }],
      maskSrc: "",
      legend: [
        { label: "bird", color: labelColour(0) },
        { label: "cat", color: labelColour(1) },
      ],
    });
  });

  it("reads the colours of a semantic segmentation", () => {
    const given = { semanticSegmentation: { labels: ["Cat"], labelMappings: { Cat: { color: "#2ca02c" } }, src: "m.png" } };
    expect(overlayOf(given)).toEqual({ boxes: [], maskSrc: "m.png", legend: [{ label: "Cat", color: "#2ca02c" }] });
  });

  it("reads the instances of an instance segmentation", () => {
    const given = { instanceSegmentation: { labels: ["Cat"], instances: [{ color: "#1f77b4", label: "Cat" }], src: "m.png" } };
    expect(overlayOf(given)?.legend).toEqual([{ label: "Cat", color: "#1f77b4" }]);
  });

  it.each([undefined, null, "", [], {}, { unknown: {} }])("is nothing for %j", (given) => {
    expect(overlayOf(given)).toBeUndefined();
  });
});
