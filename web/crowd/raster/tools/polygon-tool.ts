import { distance, type Point } from "../../drawing/point.js";
import { toScreen } from "../../drawing/view.js";
import type { StagePointer, StageTool } from "../../image-stage/stage-layer.js";
import { erasesBy, type PaintDesk } from "../paint-desk.js";
import { polygonSpans } from "../polygon-fill.js";

/** A press this near to the first corner, in CSS pixels, closes the polygon. */
const closingDistance = 10;
/** A freehand line gets a corner each time the pointer has gone this far, in CSS pixels. */
const freehandStep = 4;

/** Fills a polygon, clicked corner by corner or drawn in one go; takes it away when it was begun with Alt or right. */
export class PolygonTool implements StageTool {
  readonly cursor = "crosshair";
  readonly #desk: PaintDesk;
  #corners: readonly Point[] = [];
  #erases = false;
  #at: Point | undefined;

  constructor(desk: PaintDesk) {
    this.#desk = desk;
  }

  get isDrawing(): boolean {
    return this.#corners.length > 0;
  }

  down(pointer: StagePointer): boolean {
    if (!this.isDrawing) this.#erases = erasesBy(pointer);
    if (this.#closesAt(pointer)) this.finish();
    else this.#add(pointer.image);
    return true;
  }

  move(pointer: StagePointer): void {
    const last = this.#corners.at(-1);
    if (last === undefined) return;
    const far = distance(toScreen(this.#desk.view, last), pointer.screen);
    if (far >= freehandStep) this.#add(pointer.image);
  }

  up(pointer: StagePointer): void {
    // A loop drawn without letting go is done when it comes back.
    if (this.#corners.length > 8 && this.#closesAt(pointer)) this.finish();
  }

  cancel(): void {
    this.#corners = [];
    this.#show();
  }

  hover(pointer: StagePointer | undefined): void {
    this.#at = pointer?.image;
    this.#show();
  }

  doubleClick(): void {
    this.finish();
  }

  /** Whether Enter there ends it: on the last corner again, or while the polygon is drawn by a pointer. */
  endsAt(cross: Point | undefined): boolean {
    const last = this.#corners.at(-1);
    return last !== undefined && (cross === undefined || (last.x === cross.x && last.y === cross.y));
  }

  removeCorner(): void {
    this.#corners = this.#corners.slice(0, -1);
    this.#show();
  }

  finish(): void {
    const corners = this.#corners;
    this.#corners = [];
    const painting = corners.length < 3 ? undefined : this.#desk.begin(this.#erases);
    if (painting !== undefined) {
      polygonSpans(corners, this.#desk.map.height, painting.span);
      this.#desk.commit(painting);
    }
    this.#show();
  }

  #add(corner: Point): void {
    this.#corners = [...this.#corners, corner];
    this.#at = corner;
    this.#show();
  }

  #closesAt({ screen }: StagePointer): boolean {
    const [first] = this.#corners;
    if (first === undefined || this.#corners.length < 3) return false;
    return distance(toScreen(this.#desk.view, first), screen) <= closingDistance;
  }

  #show(): void {
    const points = this.#at === undefined ? this.#corners : [...this.#corners, this.#at];
    this.#desk.preview.outline = this.isDrawing ? { points, closes: points.length > 2 } : undefined;
    this.#desk.redraw();
  }
}
