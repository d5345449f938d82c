import type { Point } from "../drawing/point.js";
import type { ShapeKind } from "../drawing/scene.js";
import type { View } from "../drawing/view.js";
import type { StagePointer, StageTool } from "../image-stage/stage-layer.js";
import type { DrawingBoard } from "./drawing-board.js";

/** What tools need to know of the picture on the screen. */
export interface ToolSurface {
  readonly view: View;
  requestDraw(): void;
}

/** A shape that is not finished: the points set, and where the next one would come. */
export interface Unfinished {
  readonly kind: ShapeKind;
  readonly points: readonly Point[];
  readonly next: Point | undefined;
}

/** A tool of the board: used by pointer as any stage tool, and by keys through `place`, `finish`, `stepBack`, `letGo`. */
export interface BoardTool extends StageTool {
  readonly id: string;
  /** What it draws, where its id is not that. */
  readonly draws?: string;
  /** What is selected stays so when this tool is taken in hand. */
  readonly keepsSelection: boolean;
  readonly unfinished: Unfinished | undefined;
  /** Sets a point, as a click there would. */
  place(point: Point): void;
  /** Shows where the next point would come. */
  aim(point: Point): void;
  /** Ends a shape with the points it has; false when there is nothing to end. */
  finish(): boolean;
  /** Takes the last point back; false when there is none. */
  stepBack(): boolean;
  /** Forgets what is begun; false when nothing is. */
  letGo(): boolean;
}

/** How near counts as on it, in screen pixels: a finger hides what it touches. */
const mouseReach = 6;
const fingerReach = 16;
const snapReach = 8;
/** An edge shorter than this on the screen has no room for a handle in its middle, in screen pixels. */
export const leastEdge = 40;
/** A press that moves less than this is a click. */
export const clickSlack = 4;

/** How near to an outline a press means it, in image pixels. */
export function reachOf(pointer: StagePointer, surface: ToolSurface): number {
  return (pointer.pointerType === "touch" ? fingerReach : mouseReach) / surface.view.scale;
}

/** The place a pointer means: snapped if the worker wants that; Alt turns it over for once. */
export function placeOf(pointer: StagePointer, board: DrawingBoard, surface: ToolSurface, apart?: readonly string[]): Point {
  const wanted = board.snaps !== pointer.altKey;
  return board.snap(pointer.image, wanted ? snapReach / surface.view.scale : 0, apart);
}

export function screenDistance(first: StagePointer, second: StagePointer): number {
  return Math.hypot(first.screen.x - second.screen.x, first.screen.y - second.screen.y);
}
