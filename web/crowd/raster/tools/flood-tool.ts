import type { StagePointer, StageTool } from "../../image-stage/stage-layer.js";
import { floodSpans } from "../flood-fill.js";
import { erasesBy, type PaintDesk } from "../paint-desk.js";

/** Gives the whole connected area under the pointer the label in hand. */
export class FloodTool implements StageTool {
  readonly cursor = "cell";
  readonly #desk: PaintDesk;

  constructor(desk: PaintDesk) {
    this.#desk = desk;
  }

  down(pointer: StagePointer): boolean {
    const painting = this.#desk.begin(erasesBy(pointer));
    if (painting === undefined) return true;
    floodSpans(this.#desk.map, Math.floor(pointer.image.x), Math.floor(pointer.image.y), painting.span);
    this.#desk.commit(painting);
    return true;
  }

  move(): void {
    // A fill is done with the press.
  }

  up(): void {
    // A fill is done with the press.
  }

  cancel(): void {
    // A fill is done with the press.
  }

  hover(): void {
    // Nothing is shown ahead.
  }

  doubleClick(): void {
    // The second press found the area filled.
  }
}
