import type { StagePointer, StageTool } from "../../image-stage/stage-layer.js";
import type { PaintDesk } from "../paint-desk.js";

/** Takes in hand what is under the pointer; drags move the picture. */
export class PickTool implements StageTool {
  readonly cursor = "default";
  readonly #desk: PaintDesk;

  constructor(desk: PaintDesk) {
    this.#desk = desk;
  }

  down(pointer: StagePointer): boolean {
    if (pointer.button === 0) this.#desk.pickAt(pointer.image);
    return false;
  }

  move(): void {
    // The stage moves the picture.
  }

  up(): void {
    // Picked with the press.
  }

  cancel(): void {
    // Picked with the press.
  }

  hover(): void {
    // Nothing is shown ahead.
  }

  doubleClick(): void {
    // Both presses picked the same.
  }
}
