import { describe, expect, it } from "vitest";
import { draftText } from "./draft-text.js";

describe("a draft as text", () => {
  it("has a line for each value that holds something", () => {
    expect(draftText({ note: "drips", empty: "", off: false, on: true, rank: { first: "A", rest: ["B", "C"] } })).toBe(
      ["note: drips", "on: true", "rank.first: A", "rank.rest.1: B", "rank.rest.2: C"].join("\n"),
    );
  });

  it("shows the answer of a page's draft and not the state of its controls", () => {
    expect(draftText({ answer: { note: "drips" }, controls: [{ name: "note", index: 0, state: "drips" }] })).toBe(
      "note: drips",
    );
  });
});
