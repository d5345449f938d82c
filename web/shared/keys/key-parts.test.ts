import { describe, expect, it } from "vitest";
import { keyParts } from "./key-parts.js";

describe("keyParts", () => {
  it.each([
    ["a single key", "?", ["?"]],
    ["a combination", "Ctrl+Shift+Z", ["Ctrl", "Shift", "Z"]],
    ["a key with a pointer", "Space + drag", ["Space", "drag"]],
    ["the plus key alone", "+", ["+"]],
    ["the plus key with another", "Ctrl++", ["Ctrl", "+"]],
  ])("tells the keys of %s", (_, keys, parts) => {
    expect(keyParts(keys)).toEqual(parts);
  });
});
