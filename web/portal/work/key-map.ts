/** Every key of the portal, once: the listener and the help sheet both read this. */

export type KeyAction = "help" | "submit" | "page" | "pause" | "release" | "decline";

export interface Key {
  readonly action: KeyAction;
  /** As in KeyboardEvent.key, after the modifiers: "Ctrl+Enter". */
  readonly keys: string;
}

export const keyMap: readonly Key[] = [
  { action: "help", keys: "?" },
  { action: "submit", keys: "Ctrl+Enter" },
  { action: "page", keys: "Alt+Shift+W" },
  { action: "pause", keys: "Alt+Shift+S" },
  { action: "release", keys: "Alt+Shift+R" },
  { action: "decline", keys: "Alt+Shift+D" },
];

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** "Ctrl+Enter" for a press. ⌘ counts as Ctrl; with Alt the letter is read from its place, as Alt changes characters. */
export function pressed(press: KeyPress): string {
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  const key = press.altKey && letter !== undefined ? letter : press.key;
  const parts = [press.ctrlKey || press.metaKey ? "Ctrl" : "", press.altKey ? "Alt" : ""];
  // Shift is part of characters such as "?", and a modifier of everything else.
  if (press.shiftKey && (key.length > 1 || press.altKey || press.ctrlKey)) parts.push("Shift");
  return [...parts.filter((part) => part !== ""), key].join("+");
}

/** What the keys do, or null. */
export function actionOf(keys: string): KeyAction | null {
  return keyMap.find((key) => key.keys.toLowerCase() === keys.toLowerCase())?.action ?? null;
}
