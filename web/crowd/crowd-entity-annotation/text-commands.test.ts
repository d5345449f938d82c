import { describe, expect, it } from "vitest";
import { commandOf, type KeyPress } from "./text-commands.js";

type Modifier = "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing";

function press(key: string, modifiers: readonly Modifier[] = [], code = "", altGraph = false): KeyPress {
  const has = (name: Modifier): boolean => modifiers.includes(name);
  return {
    key,
    code,
    ctrlKey: has("ctrlKey"),
    metaKey: has("metaKey"),
    altKey: has("altKey"),
    shiftKey: has("shiftKey"),
    isComposing: has("isComposing"),
    getModifierState: (name) => altGraph && name === "AltGraph",
  };
}

describe("keys", () => {
  it.each([
    ["a digit", press("3"), { kind: "label", key: "3" }],
    ["a letter", press("q", [], "KeyQ"), { kind: "label", key: "q" }],
    ["a Hangul letter, by its place", press("ㅂ", [], "KeyQ"), { kind: "label", key: "q" }],
    ["a Cyrillic letter, by its place", press("й", [], "KeyQ"), { kind: "label", key: "q" }],
    ["a letter an input method keeps", press("Process", [], "KeyQ"), { kind: "label", key: "q" }],
    ["a letter of another Latin keyboard, by its name", press("a", [], "KeyQ"), { kind: "label", key: "a" }],
    ["undo on a Korean keyboard", press("ㅋ", ["ctrlKey"], "KeyZ"), { kind: "undo" }],
    ["redo with Shift", press("Z", ["ctrlKey", "shiftKey"], "KeyZ"), { kind: "redo" }],
    ["a bracket that needs AltGr", press("[", ["ctrlKey", "altKey"], "Digit8", true), { kind: "previous" }],
    ["a star that needs Shift", press("*", ["shiftKey"], "Digit8"), { kind: "repeat" }],
  ])("mean the same on every keyboard: %s", (_, key, command) => {
    expect(commandOf(key, false)).toEqual(command);
  });

  it.each([
    ["the browser's own", press("r", ["ctrlKey"], "KeyR")],
    ["menus", press("f", ["altKey"], "KeyF")],
    ["the sheet of keys", press("?", ["shiftKey"], "Slash")],
    ["going back in the browser", press("ArrowLeft", ["altKey"])],
    ["capitals", press("Q", ["shiftKey"], "KeyQ")],
    ["a composition", press("q", ["isComposing"], "KeyQ")],
    ["submitting", press("Enter", ["ctrlKey"])],
    ["accented letters without a Latin place", press("é", [], "Digit2")],
  ])("are left alone: %s", (_, key) => {
    expect(commandOf(key, false)).toBeUndefined();
  });

  it("step over words as each system does", () => {
    expect(commandOf(press("ArrowRight", ["ctrlKey"]), false)).toMatchObject({ unit: "word", extend: false });
    expect(commandOf(press("ArrowRight", ["altKey"]), true)).toMatchObject({ unit: "word" });
    expect(commandOf(press("ArrowRight", ["metaKey"]), true)).toMatchObject({ unit: "lineEdge" });
    expect(commandOf(press("Home", ["ctrlKey", "shiftKey"]), false)).toMatchObject({ unit: "text", way: -1, extend: true });
  });

  it("move the beginning of a span with Alt, on a Mac with Control", () => {
    expect(commandOf(press("ArrowLeft", ["altKey", "shiftKey"]), false)).toMatchObject({ unit: "character", other: true });
    expect(commandOf(press("ArrowLeft", ["ctrlKey", "shiftKey"]), true)).toMatchObject({ unit: "character", other: true });
  });
});
