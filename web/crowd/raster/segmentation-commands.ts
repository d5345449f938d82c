import { digitFor } from "../crowd-classifier/digit-keys.js";
import type { PaintingSession } from "./painting-session.js";
import { keyName } from "./segmentation-keys.js";
import { paintTools } from "./segmentation-tools.js";

/** What keys can do to a segmentation element. */
export interface Commandable {
  useTool(name: string): void;
  pickLabelAt(index: number): void;
  /** A button's action, by its name in the tool bar, or one of the switches. */
  act(action: SegmentationAction): void;
  /** Keys of the picture itself, while it has the focus: arrows, Enter, Backspace, Escape. False for no use. */
  usePictureKey(event: KeyboardEvent, picture: HTMLElement): boolean;
}

export type SegmentationAction =
  | "undo"
  | "redo"
  | "new"
  | "merge"
  | "split"
  | "remove"
  | "smaller"
  | "larger"
  | "hide"
  | "lock"
  | "outline"
  | "over"
  | "search";

const buttons: readonly string[] = ["undo", "redo", "new", "merge", "split", "remove"];

/** Whether a button of the tool bar stands for an action, and not for a tool. */
export function isAction(id: string): id is SegmentationAction {
  return buttons.includes(id);
}

/** What an action does to a mask; some are for instances alone. */
export function actOn(session: PaintingSession, action: SegmentationAction, hasInstances: boolean): void {
  const { selected, settings } = session;
  if (action === "undo") session.undo();
  else if (action === "redo") session.redo();
  else if (action === "outline") settings.outline = !settings.outline;
  else if (action === "over") settings.overBackgroundOnly = !settings.overBackgroundOnly;
  else if (action === "hide") session.toggle(chosen(session, hasInstances), "hidden");
  else if (action === "lock") session.toggle(chosen(session, hasInstances), "locked");
  else if (!hasInstances) return;
  else if (action === "new") session.select([]);
  else if (action === "merge") session.merge(selected);
  else if (action === "split") for (const value of selected) session.split(value);
  else if (action === "remove") session.remove(selected);
}

/** What a key about labels or instances means: the selected ones, else the label in hand. */
function chosen(session: PaintingSession, hasInstances: boolean): readonly number[] {
  if (hasInstances) return session.selected;
  return session.document.objects.filter(({ label, owned }) => owned && label === session.label).map(({ value }) => value);
}

const actions: Readonly<Record<string, SegmentationAction>> = {
  "ctrl+z": "undo",
  "ctrl+shift+z": "redo",
  "ctrl+y": "redo",
  "[": "smaller",
  "]": "larger",
  n: "new",
  m: "merge",
  x: "split",
  delete: "remove",
  h: "hide",
  o: "lock",
  t: "outline",
  u: "over",
  "/": "search",
};

/** The action a key stands for; undefined when it stands for none. */
export function actionOfKey(event: KeyboardEvent): SegmentationAction | undefined {
  return actions[keyName(event)];
}

/** Does what a key says; false when it says nothing to a segmentation element. */
export function runSegmentationKey(element: Commandable, event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (target instanceof HTMLCanvasElement && element.usePictureKey(event, target)) return true;
  const name = keyName(event);
  const action = actionOfKey(event);
  if (action !== undefined) {
    element.act(action);
    return true;
  }
  const tool = paintTools.find(({ key }) => key === name);
  if (tool !== undefined) {
    element.useTool(tool.name);
    return true;
  }
  const index = /^\d$/.test(name) ? Array.from({ length: 10 }, (_, at) => digitFor(at)).indexOf(name) : -1;
  if (index >= 0) element.pickLabelAt(index);
  return index >= 0;
}
