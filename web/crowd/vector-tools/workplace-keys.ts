import { digitFor } from "../crowd-classifier/digit-keys.js";
import type { KeyHint } from "../workbench/key-hint.js";
import { cutSelected, duplicateSelected, insertAfterHandle, mergeSelected, removeSelected, reorderSelected, resizeBy, stepHandle } from "./board-edits.js";
import { copySelected, pasteCopied } from "./drawing-clipboard.js";
import { toggleOccluded } from "./point-visibility.js";
import { vectorWords } from "./vector-words.js";
import type { VectorWords } from "./vector-words-en.js";
import type { Workplace } from "./workplace.js";

/** The key that takes each tool in hand. */
export const toolKeys: Readonly<Record<string, string>> = {
  select: "V",
  box: "B",
  polygon: "P",
  polyline: "Y",
  line: "L",
  keypoint: "K",
  knife: "C",
  relation: "R",
};

interface KeyCommand {
  readonly id: string;
  /** As people read it. */
  readonly keys: string;
  readonly action: (words: VectorWords) => string;
  readonly matches: (event: KeyboardEvent) => boolean;
  /** What it does; false when it has no use for the key now. */
  readonly run: (place: Workplace) => boolean | undefined;
}

const plain = (...keys: readonly string[]) => (event: KeyboardEvent): boolean =>
  !event.ctrlKey && !event.metaKey && !event.altKey && keys.includes(event.key);
const letter = (code: string) => (event: KeyboardEvent): boolean =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && event.key.toLowerCase() === code;
const control = (code: string, shift = false) => (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && event.shiftKey === shift && event.key.toLowerCase() === code;
const doing = (act: (place: Workplace) => void) => (place: Workplace): undefined => {
  act(place);
};

/** Everything with a key but arrows, digits and tools, which are families of keys. */
const keyCommands: readonly KeyCommand[] = [
  { id: "undo", keys: "Ctrl+Z", action: (words) => words.undo, matches: control("z"), run: doing((place) => { place.undo(); }) },
  { id: "redo", keys: "Ctrl+Shift+Z", action: (words) => words.redo, matches: (event) => control("z", true)(event) || control("y")(event), run: doing((place) => { place.redo(); }) },
  { id: "remove", keys: "Delete", action: (words) => words.remove, matches: plain("Delete", "Backspace"), run: (place) => { if (!place.tool.stepBack()) removeSelected(place.board); return true; } },
  { id: "duplicate", keys: "Ctrl+D", action: (words) => words.duplicate, matches: control("d"), run: doing(({ board }) => { duplicateSelected(board); }) },
  { id: "copy", keys: "Ctrl+C", action: (words) => words.copy, matches: control("c"), run: (place) => { copySelected(place); return place.board.selection.length > 0; } },
  { id: "paste", keys: "Ctrl+V", action: (words) => words.paste, matches: control("v"), run: doing(pasteCopied) },
  { id: "selectAll", keys: "Ctrl+A", action: (words) => words.selectAll, matches: control("a"), run: doing(({ board }) => { board.select(board.settled.objects.filter(({ hidden }) => !hidden).map(({ id }) => id)); }) },
  { id: "next", keys: ". ,", action: (words) => words.nextObject, matches: plain("."), run: (place) => { place.step(1); return true; } },
  { id: "previous", keys: "", action: (words) => words.nextObject, matches: plain(","), run: (place) => { place.step(-1); return true; } },
  { id: "handles", keys: "N Shift+N", action: (words) => words.handles, matches: letter("n"), run: doing(({ board }) => { stepHandle(board, 1); }) },
  { id: "handlesBack", keys: "", action: (words) => words.handles, matches: plain("N"), run: doing(({ board }) => { stepHandle(board, -1); }) },
  { id: "insert", keys: "I", action: (words) => words.insertPoint, matches: letter("i"), run: doing(({ board }) => { insertAfterHandle(board); }) },
  { id: "hide", keys: "H", action: (words) => words.hide, matches: letter("h"), run: doing((place) => { place.toggle(place.board.selection, "hidden"); }) },
  { id: "lock", keys: "O", action: (words) => words.lock, matches: letter("o"), run: doing((place) => { place.toggle(place.board.selection, "locked"); }) },
  { id: "snap", keys: "S", action: (words) => words.snap, matches: letter("s"), run: doing(({ board }) => { board.snaps = !board.snaps; board.onChange(); }) },
  { id: "merge", keys: "M", action: (words) => words.merge, matches: letter("m"), run: doing(({ board }) => { mergeSelected(board); }) },
  { id: "cut", keys: "X", action: (words) => words.cut, matches: letter("x"), run: doing(({ board }) => { cutSelected(board); }) },
  { id: "group", keys: "G", action: (words) => words.newGroup, matches: letter("g"), run: ({ board }) => { if (board.group === undefined) return false; board.group += 1; board.onChange(); return true; } },
  { id: "occlude", keys: "U", action: (words) => words.occlude, matches: letter("u"), run: doing(({ board }) => { toggleOccluded(board); }) },
  { id: "forward", keys: "]", action: (words) => words.forward, matches: plain("]"), run: doing(({ board }) => { reorderSelected(board, "forward"); }) },
  { id: "backward", keys: "[", action: (words) => words.backward, matches: plain("["), run: doing(({ board }) => { reorderSelected(board, "backward"); }) },
  { id: "front", keys: "}", action: (words) => words.front, matches: plain("}"), run: doing(({ board }) => { reorderSelected(board, "front"); }) },
  { id: "back", keys: "{", action: (words) => words.back, matches: plain("{"), run: doing(({ board }) => { reorderSelected(board, "back"); }) },
  { id: "escape", keys: "Esc", action: (words) => words.letGo, matches: plain("Escape"), run: (place) => place.escape() },
];

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Does what a key says; false when it says nothing here. `onPicture`: the picture, and no button, has the focus. */
export function runKey(place: Workplace, event: KeyboardEvent, onPicture: boolean): boolean {
  if (onPicture && runPictureKey(place, event)) return true;
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (bare && /^\d$/.test(event.key)) return pickByDigit(place, event.key);
  const tool = bare ? place.tools.find(({ id }) => toolKeys[id]?.toLowerCase() === event.key.toLowerCase()) : undefined;
  if (tool !== undefined) {
    place.useTool(tool.id);
    return true;
  }
  const command = keyCommands.find((each) => offered(place, each.id) && each.matches(event));
  return command !== undefined && command.run(place) !== false;
}

/** Keys that buttons and lists have uses of their own for. */
function runPictureKey(place: Workplace, event: KeyboardEvent): boolean {
  const arrow = arrows[event.key];
  if (arrow !== undefined && (event.ctrlKey || event.metaKey)) {
    const pixels = event.shiftKey ? 10 : 1;
    resizeBy(place.board, arrow[0] * pixels, arrow[1] * pixels);
    return true;
  }
  if (arrow !== undefined) return place.arrow(arrow[0], arrow[1], event.altKey ? "fine" : event.shiftKey ? "far" : "usual");
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Enter") return place.enter();
  // Tab walks on from a selected object; with none it leaves the picture, as anywhere.
  return event.key === "Tab" && place.board.selection.length > 0 && place.step(event.shiftKey ? -1 : 1);
}

function pickByDigit(place: Workplace, digit: string): boolean {
  const label = place.labels.find((_, index) => digitFor(index) === digit);
  if (label !== undefined) place.pickLabel(label.name);
  return label !== undefined;
}

/** Whether an action makes sense for what an element draws. */
export function offered(place: Workplace, id: string): boolean {
  const draws = (kind: string): boolean => place.tools.some((tool) => tool.id === kind);
  if (id === "merge" || id === "cut") return draws("polygon");
  if (id === "occlude") return place.board.asksVisibility;
  if (id === "group") return place.board.group !== undefined;
  if (id === "insert") return draws("polygon") || draws("polyline");
  return true;
}

/** Every key of a drawing element, for the sheet of keys. */
export function workplaceKeyHints(place: Workplace): readonly KeyHint[] {
  const words = vectorWords();
  const tools = place.tools.map(({ id }) => ({ keys: toolKeys[id] ?? "", action: toolName(id) }));
  const families = [
    { keys: "1–9 0", action: words.pickLabel },
    { keys: "← ↑ → ↓", action: words.moveCursor },
    { keys: "Ctrl+← ↑ → ↓", action: words.resize },
    { keys: "Enter", action: words.placePoint },
    { keys: "Backspace", action: words.dropPoint },
    { keys: "/", action: words.search },
  ];
  const others = keyCommands.filter(({ id, keys }) => keys !== "" && offered(place, id));
  return [...tools, ...families, ...others.map(({ keys, action }) => ({ keys, action: action(words) }))];
}

/** What a tool is called. */
export function toolName(id: string): string {
  const words = vectorWords();
  const names: Readonly<Record<string, string>> = {
    select: words.select, box: words.box, polygon: words.polygon, polyline: words.polyline,
    line: words.line, keypoint: words.keypoint, knife: words.knife, relation: words.relation,
  };
  return names[id] ?? id;
}

/** How the tool in hand is used, in a line; where points can be put in and taken out, how that is done. */
export function toolHint({ tool: { id }, board }: Workplace): string {
  const words = vectorWords();
  const [only, ...others] = board.editable;
  const kind = others.length > 0 ? undefined : only?.shape.kind;
  if (id === "select" && (kind === "polygon" || kind === "polyline")) return words.hintVertices;
  const hints: Readonly<Record<string, string>> = {
    select: words.hintSelect, box: words.hintBox, polygon: words.hintPolygon, polyline: words.hintPolyline,
    line: words.hintLine, keypoint: words.hintKeypoint, relation: words.hintRelation, knife: words.hintKnife,
  };
  return hints[id] ?? "";
}

/** The key of an action, for the hover of its button. */
export function keysOf(id: string): string {
  return keyCommands.find((command) => command.id === id)?.keys ?? "";
}
