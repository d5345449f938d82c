/** What a key means to somebody who labels text. */
export type TextCommand =
  | CaretMove
  | { readonly kind: "label"; readonly key: string }
  | { readonly kind: PlainCommand };

export type PlainCommand =
  "all" | "remove" | "undo" | "redo" | "next" | "previous" | "repeat" | "relate" | "search" | "confirm" | "cancel";

/** A step of the caret; `way` is towards the text's end for 1, and on the screen for left and right. */
export interface CaretMove {
  readonly kind: "move";
  readonly unit: "character" | "word" | "line" | "lineEdge" | "page" | "text";
  readonly way: 1 | -1;
  readonly sideways: boolean;
  readonly extend: boolean;
  /** Moves the beginning of a picked span instead of its end. */
  readonly other: boolean;
}

/** The parts of a KeyboardEvent that matter. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  getModifierState(name: string): boolean;
}

const plainKeys: Readonly<Record<string, PlainCommand>> = {
  Delete: "remove",
  Backspace: "remove",
  "]": "next",
  "[": "previous",
  "*": "repeat",
  ">": "relate",
  "/": "search",
  Enter: "confirm",
  Escape: "cancel",
};

const moves: Readonly<Record<string, Pick<CaretMove, "unit" | "way" | "sideways">>> = {
  ArrowRight: { unit: "character", way: 1, sideways: true },
  ArrowLeft: { unit: "character", way: -1, sideways: true },
  ArrowDown: { unit: "line", way: 1, sideways: false },
  ArrowUp: { unit: "line", way: -1, sideways: false },
  End: { unit: "lineEdge", way: 1, sideways: false },
  Home: { unit: "lineEdge", way: -1, sideways: false },
  PageDown: { unit: "page", way: 1, sideways: false },
  PageUp: { unit: "page", way: -1, sideways: false },
};

/** The command of a key press. `mac` says whose habits count: there words are stepped over with Option, elsewhere with Ctrl. */
export function commandOf(press: KeyPress, mac: boolean): TextCommand | undefined {
  if (press.isComposing) return undefined;
  const altGraph = press.getModifierState("AltGraph");
  const control = !altGraph && (press.ctrlKey || press.metaKey);
  const move = moves[press.key];
  const goesBack = press.altKey && !press.shiftKey && !mac;
  if (move !== undefined) return goesBack ? undefined : moveOf(move, press, mac);
  if (control) return controlCommand(press);
  if (press.altKey && !altGraph) return undefined;
  const plain = plainKeys[press.key];
  if (plain !== undefined) return { kind: plain };
  const key = labelKey(press);
  return key === undefined || press.shiftKey ? undefined : { kind: "label", key };
}

function moveOf(move: Pick<CaretMove, "unit" | "way" | "sideways">, press: KeyPress, mac: boolean): CaretMove {
  const byWord = mac ? press.altKey : press.ctrlKey;
  const far = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.altKey;
  let unit = move.unit;
  if (unit === "character" && byWord) unit = "word";
  else if (unit === "character" && mac && far) unit = "lineEdge";
  else if ((unit === "lineEdge" || (unit === "line" && mac)) && far) unit = "text";
  return { kind: "move", ...move, unit, extend: press.shiftKey, other };
}

function controlCommand(press: KeyPress): TextCommand | undefined {
  if (press.altKey) return undefined;
  const letter = letterOf(press);
  if (letter === "z") return { kind: press.shiftKey ? "redo" : "undo" };
  if (letter === "y" && !press.shiftKey) return { kind: "redo" };
  return letter === "a" && !press.shiftKey ? { kind: "all" } : undefined;
}

function labelKey(press: KeyPress): string | undefined {
  if (/^\d$/.test(press.key)) return press.key;
  return letterOf(press);
}

/** The Latin letter of a key. Where another script or an input method is at work, the key's place on the keyboard decides. */
function letterOf(press: KeyPress): string | undefined {
  if (/^[a-z]$/i.test(press.key)) return press.key.toLowerCase();
  const onlyPlace = press.key === "Process" || press.key === "Unidentified" || /^\p{L}$/u.test(press.key);
  return onlyPlace ? /^Key([A-Z])$/.exec(press.code)?.[1]?.toLowerCase() : undefined;
}
