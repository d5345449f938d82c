import type { Point } from "../drawing/point.js";
import { panBy, toImage, toScreen, uprightView, type View } from "../drawing/view.js";
import type { ImageStage } from "../image-stage/image-stage.js";
import type { WorkplaceSurface } from "./workplace.js";

/** What is revealed comes at least this far from the border of the stage, in CSS pixels. */
const margin = 32;

/** The stage as a workplace sees it; quiet while there is none yet. */
export class StageSurface implements WorkplaceSurface {
  readonly #stage: () => ImageStage | null;

  constructor(stage: () => ImageStage | null) {
    this.#stage = stage;
  }

  get view(): View {
    return this.#stage()?.view ?? uprightView(1);
  }

  get middle(): Point {
    const { width, height } = this.#size;
    return toImage(this.view, { x: width / 2, y: height / 2 });
  }

  requestDraw(): void {
    this.#stage()?.requestDraw();
  }

  reveal(point: Point): void {
    const stage = this.#stage();
    if (stage === null) return;
    const { width, height } = this.#size;
    const at = toScreen(stage.view, point);
    const dx = Math.max(0, margin - at.x) - Math.max(0, at.x - width + margin);
    const dy = Math.max(0, margin - at.y) - Math.max(0, at.y - height + margin);
    const far = Math.abs(dx) > width / 2 || Math.abs(dy) > height / 2;
    if (far) stage.view = panBy(stage.view, width / 2 - at.x, height / 2 - at.y);
    else if (dx !== 0 || dy !== 0) stage.view = panBy(stage.view, dx, dy);
  }

  get #size(): { readonly width: number; readonly height: number } {
    const canvas = this.#stage()?.renderRoot.querySelector(".marks");
    return { width: canvas?.clientWidth ?? 0, height: canvas?.clientHeight ?? 0 };
  }
}
