import { describe, expect, it } from "vitest";
import { actionOf, pressed } from "./key-map.js";

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe("keys", () => {
  it("knows ? on every keyboard, whether or not it needs Shift", () => {
    expect(actionOf(pressed({ ...bare, key: "?", shiftKey: true }))).toBe("help");
    expect(actionOf(pressed({ ...bare, key: "?" }))).toBe("help");
  });

  it("leaves the browser's own keys to the browser", () => {
    expect(actionOf(pressed({ ...bare, key: "?", ctrlKey: true }))).toBeNull();
    expect(actionOf(pressed({ ...bare, key: "Tab" }))).toBeNull();
  });

  it("names modifiers in one order", () => {
    expect(pressed({ ...bare, key: "Tab", shiftKey: true })).toBe("Shift+Tab");
    expect(pressed({ ...bare, key: "Enter", metaKey: true, altKey: true })).toBe("Ctrl+Alt+Enter");
  });
});
