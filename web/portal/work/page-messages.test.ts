import { describe, expect, it } from "vitest";
import { readPageMessage } from "./page-messages.js";

describe("what a worker page says", () => {
  it("is read when it has the agreed form", () => {
    expect(readPageMessage({ truthloop: 1, type: "ready", submittable: false })).toEqual({
      type: "ready",
      submittable: false,
    });
    expect(readPageMessage({ truthloop: 1, type: "submit", answer: { a: 1 }, extra: "x" })).toEqual({
      type: "submit",
      answer: { a: 1 },
    });
  });

  it("is ignored when it has any other", () => {
    const others = [
      null,
      "ready",
      { type: "ready" },
      { truthloop: 2, type: "ready" },
      { truthloop: 1, type: "sign-out" },
      { truthloop: 1, type: "submit", answer: ["a"] },
      { truthloop: 1, type: "submit" },
      { truthloop: 1, type: "draft", draft: "text" },
      { truthloop: 1, type: "shortcut", key: 1 },
    ];
    for (const other of others) expect(readPageMessage(other)).toBeNull();
  });

  it("tells its keys, as far as they have the agreed form", () => {
    const hints = [{ keys: "1", action: "Dog" }, { keys: 2, action: "Cat" }, "3", { keys: "4", action: "x".repeat(900) }];
    expect(readPageMessage({ truthloop: 1, type: "keys", hints })).toEqual({
      type: "keys",
      hints: [
        { keys: "1", action: "Dog" },
        { keys: "4", action: "x".repeat(500) },
      ],
    });
    expect(readPageMessage({ truthloop: 1, type: "keys" })).toEqual({ type: "keys", hints: [] });
  });

  it("may be what was copied, as long as it is an object of some size", () => {
    const said = { truthloop: 1, type: "clipboard", content: { kind: "shapes", objects: [] } };
    expect(readPageMessage(said)).toEqual({ type: "clipboard", content: { kind: "shapes", objects: [] } });
    expect(readPageMessage({ ...said, content: "text" })).toBeNull();
    expect(readPageMessage({ ...said, content: { text: "x".repeat(4_000_001) } })).toBeNull();
  });

  it("cannot fill the screen", () => {
    const said = readPageMessage({ truthloop: 1, type: "error", message: "x".repeat(100_000) });
    expect(said).toEqual({ type: "error", message: "x".repeat(500) });
  });
});
