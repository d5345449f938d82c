import type { Point } from "../drawing/point.js";
import type { View } from "../drawing/view.js";
import type { StagePointer } from "../image-stage/stage-layer.js";
import type { LabelMap } from "./label-map.js";
import type { Painting } from "./painting.js";
import type { PixelTasks } from "./pixel-tasks.js";
import type { PreviewLayer } from "./preview-layer.js";

/** What a painting tool works at: the mask, what is in hand, and where to show what it is about to do. */
export interface PaintDesk {
  readonly map: LabelMap;
  readonly view: View;
  readonly preview: PreviewLayer;
  /** In image pixels. */
  readonly brushRadius: number;
  readonly segmentSize: number;
  tolerance: number;
  /** A painting with what is in hand, or one that erases; undefined when nothing may be painted now. */
  begin(erases: boolean): Painting | undefined;
  /** Shows what a painting has done so far. */
  show(painting: Painting): void;
  commit(painting: Painting): void;
  abandon(painting: Painting): void;
  redraw(): void;
  /** Takes what is under a point in hand. */
  pickAt(at: Point): void;
  /** Asks about the picture's own pixels; undefined when its server keeps them from scripts. */
  readonly analyse: <Name extends "segments" | "region">(
    name: Name,
    ask: PixelTasks[Name]["ask"],
  ) => Promise<PixelTasks[Name]["give"] | undefined>;
}

/** The right button and Alt erase with any tool. */
export function erasesBy({ button, altKey }: StagePointer): boolean {
  return button === 2 || altKey;
}
