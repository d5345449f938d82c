import type { StageTool } from "../image-stage/stage-layer.js";
import type { ToolIcon } from "../workbench/tool-icons.js";
import type { PaintDesk } from "./paint-desk.js";
import type { PaintSettings } from "./session-host.js";
import type { SegmentationWords } from "./segmentation-words.js";
import { BrushTool } from "./tools/brush-tool.js";
import { FloodTool } from "./tools/flood-tool.js";
import { PickTool } from "./tools/pick-tool.js";
import { PolygonTool } from "./tools/polygon-tool.js";
import { SegmentTool } from "./tools/segment-tool.js";
import { WandTool } from "./tools/wand-tool.js";

export type ToolName = "pick" | "brush" | "eraser" | "polygon" | "flood" | "segments" | "wand";

/** A number a tool can be set to, and its bounds. */
export interface ToolSetting {
  readonly of: "brushSize" | "segmentSize" | "tolerance";
  readonly word: "size" | "tolerance";
  readonly least: number;
  readonly most: number;
  readonly unit: "pixels" | "none";
}

export interface PaintTool {
  readonly name: ToolName;
  readonly icon: ToolIcon;
  readonly key: string;
  readonly setting?: ToolSetting;
  /** Whether it reads the picture's own pixels. */
  readonly reads?: boolean;
  /** Whether a press is held while the pointer moves. */
  readonly holds?: boolean;
  readonly make: (desk: PaintDesk) => StageTool;
}

const brushSetting: ToolSetting = { of: "brushSize", word: "size", least: 1, most: 400, unit: "pixels" };
const segmentSetting: ToolSetting = { of: "segmentSize", word: "size", least: 6, most: 128, unit: "pixels" };
const toleranceSetting: ToolSetting = { of: "tolerance", word: "tolerance", least: 1, most: 100, unit: "none" };

/** The tools in the order of the bar; the brush is in hand first. */
export const paintTools: readonly PaintTool[] = [
  { name: "pick", icon: "select", key: "v", make: (desk) => new PickTool(desk) },
  { name: "brush", icon: "brush", key: "b", setting: brushSetting, holds: true, make: (desk) => new BrushTool(desk, false) },
  { name: "eraser", icon: "eraser", key: "e", setting: brushSetting, holds: true, make: (desk) => new BrushTool(desk, true) },
  { name: "polygon", icon: "polygon", key: "p", make: (desk) => new PolygonTool(desk) },
  { name: "flood", icon: "fill", key: "f", make: (desk) => new FloodTool(desk) },
  { name: "segments", icon: "segments", key: "s", setting: segmentSetting, reads: true, make: (desk) => new SegmentTool(desk) },
  { name: "wand", icon: "wand", key: "w", setting: toleranceSetting, reads: true, make: (desk) => new WandTool(desk) },
];

export function paintTool(name: ToolName): PaintTool {
  const found = paintTools.find((tool) => tool.name === name);
  if (found === undefined) throw new Error(`there is no tool ${name}`);
  return found;
}

export function toolWord(name: ToolName, words: SegmentationWords): string {
  return words[name];
}

/** A setting one notch up or down: about a sixth, and at least one. */
export function notched(settings: PaintSettings, setting: ToolSetting, direction: 1 | -1): number {
  const now = settings[setting.of];
  const step = Math.max(1, Math.round(now / 6));
  return Math.max(setting.least, Math.min(setting.most, now + direction * step));
}
