import type { Box, Point } from "../drawing/point.js";
import type { View } from "../drawing/view.js";

/** Something painted over the picture, in the order of the stage's `layers`. */
export interface StageLayer {
  /** Paints in CSS pixels of the stage; `visible` is the part of the image on the screen. */
  draw(context: CanvasRenderingContext2D, view: View, visible: Box): void;
}

/** A pointer over the stage, in the image's stored pixels and in the stage's CSS pixels. */
export interface StagePointer {
  readonly image: Point;
  readonly screen: Point;
  readonly button: number;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly pressure: number;
  readonly pointerType: string;
  /** Image points the pointer passed since the last event, the present one last. */
  readonly coalesced: readonly Point[];
}

/** What a pointer does to the picture when the stage itself has no use for it. */
export interface StageTool {
  readonly cursor: string;
  /** Whether the tool takes the drag that begins here; if not, the drag moves the picture. */
  down(pointer: StagePointer): boolean;
  move(pointer: StagePointer): void;
  up(pointer: StagePointer): void;
  /** The drag ended without a result: a second finger came down, or the browser took the pointer away. */
  cancel(): void;
  /** The pointer moves without a drag; undefined when it has left. */
  hover(pointer: StagePointer | undefined): void;
  doubleClick(pointer: StagePointer): void;
}
