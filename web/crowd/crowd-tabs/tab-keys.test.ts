import { describe, expect, it } from "vitest";
import { tabAfterKey } from "./tab-keys.js";

describe("tabAfterKey", () => {
  it.each([
    ["ArrowRight", 0, 1],
    ["ArrowRight", 2, 0],
    ["ArrowLeft", 0, 2],
    ["Home", 2, 0],
    ["End", 0, 2],
    ["a", 1, undefined],
  ])("%s from %i leads to %s", (key, from, to) => {
    expect(tabAfterKey(key, from, 3)).toBe(to);
  });

  it("leads nowhere without tabs", () => {
    expect(tabAfterKey("Home", 0, 0)).toBeUndefined();
  });
});
