/** Every key of the portal, once: the listener and the help sheet both read this. */

export type KeyAction = "submit" | "help" | "forward" | "back" | "close";

export interface Key {
  readonly action: KeyAction;
  /** As in KeyboardEvent.key, after the modifiers: "Shift+Tab". */
  readonly keys: string;
  /** Who acts on it: the portal, or the browser as on every page. */
  readonly by: "portal" | "browser";
}

export const keyMap: readonly Key[] = [
  { action: "submit", keys: "Ctrl+Enter", by: "portal" },
  { action: "help", keys: "?", by: "portal" },
  { action: "forward", keys: "Tab", by: "browser" },
  { action: "back", keys: "Shift+Tab", by: "browser" },
  { action: "close", keys: "Esc", by: "browser" },
];

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** "Ctrl+Enter" for a press. Shift is part of characters such as "?", and a modifier of everything else; ⌘ counts as Ctrl. */
export function pressed(press: KeyPress): string {
  const parts = [press.ctrlKey || press.metaKey ? "Ctrl" : "", press.altKey ? "Alt" : ""];
  if (press.shiftKey && press.key.length > 1) parts.push("Shift");
  return [...parts.filter((part) => part !== ""), press.key].join("+");
}

/** What the portal does on these keys, or null. */
export function actionOf(keys: string): KeyAction | null {
  return keyMap.find((key) => key.by === "portal" && key.keys === keys)?.action ?? null;
}
