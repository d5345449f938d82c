import type { KeyHint } from "../workbench/key-hint.js";
import type { ObjectRow } from "../workbench/object-rows.js";
import type { ToolButton } from "../workbench/tool-bar.js";
import type { ObjectToggled } from "../workbench/workbench-events.js";
import { actionOfKey, type SegmentationAction } from "../raster/segmentation-commands.js";
import { keyName } from "../raster/segmentation-keys.js";
import { maskRows } from "../raster/segmentation-panels.js";
import { paintTool } from "../raster/segmentation-tools.js";
import { segmentationWords } from "../raster/segmentation-words.js";
import { maskLayerWords } from "./mask-layer-words.js";
import type { MaskLayer } from "./mask-layer.js";
import { maskToolPrefix, type MaskTool } from "./mask-tool.js";

/** Letters that no tool for shapes has. */
const toolKeys: Readonly<Record<string, string>> = { brush: "D", eraser: "E", polygon: "A", flood: "F", segments: "Q", wand: "W" };
const rowPrefix = "mask-";
/** What keys do to a mask while one of its tools, or of its instances, is in hand. */
const always: readonly (SegmentationAction | undefined)[] = ["smaller", "larger", "outline", "over", "hide", "lock"];
const forInstances: readonly (SegmentationAction | undefined)[] = ["new", "merge", "split", "remove"];

/** One row for each label that is painted, or each instance. */
export function rowsOf(mask: MaskLayer): readonly ObjectRow[] {
  const { session, hasInstances } = mask;
  if (session === undefined) return [];
  const kept = maskRows(session, hasInstances).filter(
    ({ id, hidden, locked }) => hasInstances || hidden || locked || session.document.pixelsOf(Number(id)) > 0,
  );
  return kept.map((row) => ({ ...row, id: `${rowPrefix}${row.id}`, detail: `${maskLayerWords().mask} ${row.detail}` }));
}

export function rowId(value: number): string {
  return `${rowPrefix}${value}`;
}

/** The value a row of the list stands for; undefined for a shape's. */
export function valueOfRow(id: string): number | undefined {
  return id.startsWith(rowPrefix) ? Number(id.slice(rowPrefix.length)) : undefined;
}

/** What a switch of the list turns over, shapes and values of a mask apart; that of all rows makes them all alike. */
export function toggled(rows: readonly ObjectRow[], { id, what }: Pick<ObjectToggled, "id" | "what">): { readonly shapes: string[]; readonly values: number[] } {
  const off = rows.filter((row) => !row[what]);
  const ids = id !== undefined ? [id] : (off.length > 0 ? off : rows).map((row) => row.id);
  return { shapes: ids.filter((each) => valueOfRow(each) === undefined), values: ids.flatMap((each) => valueOfRow(each) ?? []) };
}

/** The buttons of the painting tools, and those for instances alone. */
export function maskGroups(mask: MaskLayer, inHand: string, disabled: boolean): readonly (readonly ToolButton[])[] {
  const off = disabled || mask.session === undefined;
  const words = segmentationWords();
  const tools = mask.tools.map(({ id, name }): ToolButton => ({
    id, icon: name === "polygon" ? "paintedPolygon" : paintTool(name).icon, name: maskToolName(name), keys: toolKeys[name] ?? "", pressed: id === inHand, disabled: off,
  }));
  const chosen = mask.selected.length;
  const instances: readonly ToolButton[] = [
    { id: `${maskToolPrefix}new`, icon: "plus", name: maskLayerWords().newInstance, keys: "N", disabled: off || chosen === 0 },
    { id: `${maskToolPrefix}split`, icon: "split", name: words.split, keys: "X", disabled: off || chosen !== 1 },
  ];
  return mask.hasInstances ? [tools, instances] : [tools];
}

/** Buttons that mean shapes mean selected instances too. */
export function forBoth(button: ToolButton, { selected }: MaskLayer, disabled: boolean): ToolButton {
  if (button.id === "remove" && selected.length > 0) return { ...button, disabled };
  if (button.id === "merge" && selected.length > 1) return { ...button, name: segmentationWords().merge, disabled };
  return button;
}

/** What a button does to a mask; undefined when it stands for a tool or for shapes alone. */
export function actionOfButton(id: string, { selected }: MaskLayer): SegmentationAction | undefined {
  if (id === `${maskToolPrefix}new`) return "new";
  if (id === `${maskToolPrefix}split`) return "split";
  if (id === "merge" && selected.length > 1) return "merge";
  return id === "remove" && selected.length > 0 ? "remove" : undefined;
}

/** The painting tool a key takes in hand. */
export function toolOfKey(event: KeyboardEvent, tools: readonly MaskTool[]): MaskTool | undefined {
  const key = keyName(event);
  return tools.find(({ name }) => toolKeys[name]?.toLowerCase() === key);
}

/** What a key does to a mask that is in hand. */
export function maskAction(event: KeyboardEvent, hasInstances: boolean): SegmentationAction | undefined {
  const action = actionOfKey(event);
  return always.includes(action) || (hasInstances && forInstances.includes(action)) ? action : undefined;
}

export function maskKeyHints(mask: MaskLayer): readonly KeyHint[] {
  const words = segmentationWords();
  const instances = [
    { keys: "N", action: maskLayerWords().newInstance },
    { keys: "M", action: words.merge },
    { keys: "X", action: words.split },
  ];
  return [
    ...mask.tools.map(({ name }) => ({ keys: toolKeys[name] ?? "", action: maskToolName(name) })),
    { keys: "[", action: words.smaller },
    { keys: "]", action: words.larger },
    { keys: words.erasingKeys, action: words.erasing },
    ...(mask.hasInstances ? instances : []),
    { keys: "T", action: words.outline },
    { keys: "U", action: words.over },
  ];
}

function maskToolName(name: MaskTool["name"]): string {
  return name === "polygon" ? maskLayerWords().fillPolygon : segmentationWords()[name];
}
