import type { Point } from "../../drawing/point.js";
import type { StagePointer, StageTool } from "../../image-stage/stage-layer.js";
import { strokeSpans } from "../brush.js";
import { erasesBy, type PaintDesk } from "../paint-desk.js";
import type { Painting } from "../painting.js";

/** Paints, or erases, along the way of the pointer. */
export class BrushTool implements StageTool {
  readonly cursor = "none";
  readonly #desk: PaintDesk;
  readonly #erases: boolean;
  #painting: Painting | undefined;
  #last: Point | undefined;

  constructor(desk: PaintDesk, erases: boolean) {
    this.#desk = desk;
    this.#erases = erases;
  }

  down(pointer: StagePointer): boolean {
    this.#painting = this.#desk.begin(this.#erases || erasesBy(pointer));
    this.#last = pointer.image;
    this.#paintTo([pointer.image]);
    this.hover(pointer);
    return true;
  }

  move(pointer: StagePointer): void {
    this.#paintTo(pointer.coalesced);
    this.hover(pointer);
  }

  up(pointer: StagePointer): void {
    this.#paintTo([pointer.image]);
    if (this.#painting !== undefined) this.#desk.commit(this.#painting);
    this.#painting = undefined;
    if (pointer.pointerType === "touch") this.hover(undefined);
  }

  cancel(): void {
    if (this.#painting !== undefined) this.#desk.abandon(this.#painting);
    this.#painting = undefined;
    this.hover(undefined);
  }

  hover(pointer: StagePointer | undefined): void {
    this.#desk.preview.ring = pointer && { at: pointer.image, radius: this.#desk.brushRadius };
    this.#desk.redraw();
  }

  doubleClick(): void {
    // Two dabs are two dabs.
  }

  #paintTo(points: readonly Point[]): void {
    const painting = this.#painting;
    if (painting === undefined) return;
    for (const point of points) {
      strokeSpans(this.#last ?? point, point, this.#desk.brushRadius, painting.span);
      this.#last = point;
    }
    this.#desk.show(painting);
  }
}
