import { describe, expect, it } from "vitest";
import { nextInSkeleton, readSkeleton } from "./skeleton.js";

describe("a skeleton", () => {
  it("is a list of pairs of labels", () => {
    expect(readSkeleton([["nose", "neck"], ["x"], "y", [1, 2]])).toEqual([["nose", "neck"]]);
    expect(readSkeleton(undefined)).toEqual([]);
  });

  const labels = ["nose", "neck", "hip"];

  it("goes on to the next label that its group lacks", () => {
    expect(nextInSkeleton(labels, [{ label: "nose", group: 1 }], "nose", 1)).toEqual({ label: "neck", group: 1 });
    const points = [{ label: "hip", group: 1 }, { label: "neck", group: 1 }];
    expect(nextInSkeleton(labels, points, "neck", 1)).toEqual({ label: "nose", group: 1 });
  });

  it("begins a new group when one is full", () => {
    const full = labels.map((label) => ({ label, group: 2 }));
    expect(nextInSkeleton(labels, full, "hip", 2)).toEqual({ label: "nose", group: 3 });
  });
});
