import type { Point, Size } from "../drawing/point.js";
import { PixelAnalysis, type SegmentTile } from "./pixel-analysis.js";
import type { RegionPreview } from "./preview-layer.js";
import { readMask, type ColouredPixels } from "./read-mask.js";

/** What may be asked of the worker, and what each answer is. */
export interface PixelTasks {
  readonly load: { readonly ask: { readonly rgba: Uint8ClampedArray; readonly size: Size }; readonly give: null };
  readonly segments: { readonly ask: { readonly at: Point; readonly spacing: number }; readonly give: SegmentTile };
  readonly region: { readonly ask: { readonly start: Point; readonly tolerance: number }; readonly give: RegionPreview };
  readonly read: { readonly ask: { readonly bytes: Uint8Array }; readonly give: ColouredPixels };
}

export type PixelTask = { [Name in keyof PixelTasks]: { readonly name: Name } & PixelTasks[Name]["ask"] }[keyof PixelTasks];

/** Does tasks one after another; the picture loaded last is the one meant. Throws an Error that says what is wrong. */
export class PixelTaskRunner {
  #analysis: PixelAnalysis | undefined;

  run(task: PixelTask): PixelTasks[keyof PixelTasks]["give"] {
    if (task.name === "read") return readMask(task.bytes);
    if (task.name === "load") {
      this.#analysis = new PixelAnalysis(task.rgba, task.size);
      return null;
    }
    if (this.#analysis === undefined) throw new Error("no picture has been loaded");
    if (task.name === "segments") return this.#analysis.segments(task.at, task.spacing);
    return this.#analysis.region(task.start, task.tolerance);
  }
}
