import type { ToolButton } from "../workbench/tool-bar.js";
import type { ToolIcon } from "../workbench/tool-icons.js";
import { cutSelected, duplicateSelected, mergeSelected, removeSelected } from "./board-edits.js";
import { toggleOccluded } from "./point-visibility.js";
import { vectorWords } from "./vector-words.js";
import { keysOf, offered, toolKeys, toolName } from "./workplace-keys.js";
import type { Workplace } from "./workplace.js";

/** The buttons of a drawing element: tools, history, what is done to a selection, switches. */
export function toolGroups(place: Workplace, disabled: boolean): readonly (readonly ToolButton[])[] {
  const { board } = place;
  const none = disabled || board.editable.length === 0;
  const words = vectorWords();
  const tools = place.tools.map(({ id }): ToolButton => ({
    id, icon: id as ToolIcon, name: toolName(id), keys: toolKeys[id] ?? "", pressed: place.tool.id === id, disabled,
  }));
  const act = (id: string, icon: ToolIcon, name: string, off: boolean): ToolButton => ({ id, icon, name, keys: keysOf(id), disabled: off });
  const polygons = offered(place, "merge")
    ? [act("merge", "merge", words.merge, disabled || board.editable.length < 2), act("cut", "cut", words.cut, none)]
    : [];
  const groups = offered(place, "group") ? [act("group", "group", words.newGroup, disabled)] : [];
  const occluding = offered(place, "occlude") ? [act("occlude", "hidden", words.occlude, disabled || board.settled.objects.length === 0)] : [];
  return [
    tools,
    [act("undo", "undo", words.undo, disabled || (!place.steps.canUndo && place.tool.unfinished === undefined)), act("redo", "redo", words.redo, disabled || !place.steps.canRedo)],
    [act("duplicate", "duplicate", words.duplicate, none), ...polygons, ...groups, ...occluding, act("remove", "remove", words.remove, none)],
    [{ id: "snap", icon: "snap", name: words.snap, keys: keysOf("snap"), pressed: board.snaps, disabled }],
  ];
}

/** Does what a button of these groups says. */
export function pressTool(place: Workplace, id: string): void {
  const { board } = place;
  const acts: Readonly<Record<string, () => void>> = {
    undo: () => { place.undo(); },
    redo: () => { place.redo(); },
    duplicate: () => { duplicateSelected(board); },
    merge: () => { mergeSelected(board); },
    cut: () => { cutSelected(board); },
    group: () => { if (board.group !== undefined) board.group += 1; },
    occlude: () => { toggleOccluded(board); },
    remove: () => { removeSelected(board); },
    snap: () => { board.snaps = !board.snaps; },
  };
  const act = acts[id];
  if (act === undefined) place.useTool(id);
  else act();
}
