import { expect, it } from "vitest";
import { badgePlace } from "./badge-place.js";

it("puts the middle of a badge on the upper right corner of its target, seen from the origin it is placed by", () => {
  const target = { left: 100, top: 50, width: 80, height: 40 };
  expect(badgePlace(target, { width: 20, height: 16 }, { x: 10, y: 5 })).toEqual({ x: 160, y: 37 });
});
