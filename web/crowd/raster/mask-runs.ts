import type { Box } from "../drawing/point.js";
import { BandCache } from "./band-cache.js";
import type { LabelMap } from "./label-map.js";
import { joinBytes } from "./png-chunks.js";
import { encodeRuns } from "./run-length.js";

const bandCells = 262_144;

/** A label map as runs, of which an edit renews only the rows it touched. */
export class MaskRuns {
  readonly #bands: BandCache<Uint8Array>;

  constructor({ width, height, cells }: LabelMap) {
    const rows = Math.max(1, Math.floor(bandCells / width));
    this.#bands = new BandCache(height, rows, (top, bottom) => encodeRuns(cells.subarray(top * width, bottom * width)));
  }

  forget(box: Box): void {
    this.#bands.forget(box.top, box.height);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return joinBytes(this.#bands.all);
  }
}
