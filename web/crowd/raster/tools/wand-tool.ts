import type { Point } from "../../drawing/point.js";
import type { StagePointer, StageTool } from "../../image-stage/stage-layer.js";
import { erasesBy, type PaintDesk } from "../paint-desk.js";
import type { Painting } from "../painting.js";
import type { RegionPreview } from "../preview-layer.js";

/** A drag of this many CSS pixels to the right adds 1 to the tolerance. */
const pixelsPerStep = 6;
const mostTolerance = 100;

/** One press: where it began, and what has come of it. */
interface Press {
  readonly image: Point;
  readonly x: number;
  readonly tolerance: number;
  /** Begun with what was in hand then, though the region may take a moment to be found. */
  readonly painting: Painting;
  wanted: number | undefined;
  coming: Promise<RegionPreview | undefined> | undefined;
}

/** Grows a region of like colour up to the edges around it; a drag to the right or left lets it take more or less. */
export class WandTool implements StageTool {
  readonly cursor = "crosshair";
  readonly #desk: PaintDesk;
  #press: Press | undefined;

  constructor(desk: PaintDesk) {
    this.#desk = desk;
  }

  down(pointer: StagePointer): boolean {
    const { x, y } = pointer.image;
    const { map, tolerance } = this.#desk;
    if (x < 0 || y < 0 || x >= map.width || y >= map.height) return false;
    const painting = this.#desk.begin(erasesBy(pointer));
    if (painting === undefined) return true;
    const press: Press = { image: pointer.image, x: pointer.screen.x, tolerance, painting, wanted: tolerance, coming: undefined };
    this.#press = press;
    press.coming = this.#grow(press);
    return true;
  }

  move(pointer: StagePointer): void {
    const press = this.#press;
    if (press === undefined) return;
    const steps = Math.round((pointer.screen.x - press.x) / pixelsPerStep);
    const tolerance = Math.max(1, Math.min(mostTolerance, press.tolerance + steps));
    if (tolerance === this.#desk.tolerance) return;
    this.#desk.tolerance = tolerance;
    press.wanted = tolerance;
    press.coming ??= this.#grow(press);
  }

  up(): void {
    const press = this.#press;
    this.#press = undefined;
    if (press === undefined) return;
    const last = press.coming ?? this.#grow({ ...press, wanted: this.#desk.tolerance });
    void last.then((region) => {
      if (region !== undefined) paintRegion(region, press.painting);
      this.#desk.commit(press.painting);
      this.#showRegion(undefined);
    });
  }

  cancel(): void {
    if (this.#press !== undefined) this.#desk.abandon(this.#press.painting);
    this.#press = undefined;
    this.#showRegion(undefined);
  }

  hover(): void {
    // Growing at every place the pointer passes would be slower than the pointer.
  }

  doubleClick(): void {
    // Both presses have done what there is to do.
  }

  /** Grows until the tolerance last asked for is shown: those passed over meanwhile are left out. */
  async #grow(press: Press): Promise<RegionPreview | undefined> {
    let region: RegionPreview | undefined;
    while (press.wanted !== undefined) {
      const tolerance = press.wanted;
      press.wanted = undefined;
      region = await this.#desk.analyse("region", { start: press.image, tolerance });
      if (this.#press === press) this.#showRegion(region);
    }
    press.coming = undefined;
    return region;
  }

  #showRegion(region: RegionPreview | undefined): void {
    this.#desk.preview.showRegion(region);
    this.#desk.redraw();
  }
}

function paintRegion(region: RegionPreview, painting: Painting): void {
  for (let y = 0; y < region.height; y += 1) {
    const row = region.cells.subarray(y * region.width, (y + 1) * region.width);
    for (let from = row.indexOf(1); from >= 0; ) {
      const end = row.indexOf(0, from);
      const to = end < 0 ? region.width : end;
      painting.span(region.top + y, region.left + from, region.left + to);
      from = row.indexOf(1, to);
    }
  }
}
