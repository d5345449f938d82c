import type { Box, Point, Size } from "../drawing/point.js";
import { DirtyBox } from "./dirty-box.js";
import { labPixels, type LabPixels } from "./lab-pixels.js";
import type { RegionPreview } from "./preview-layer.js";
import { grownRegion } from "./region-growing.js";
import { superpixels } from "./superpixels.js";

/** The superpixels of a tile of the image. */
export interface SegmentTile extends Box {
  readonly cells: Int32Array;
}

/** Tiles are computed on their own, so that a huge image costs only where the worker is. Segments end at a tile's edge. */
const tileSide = 768;
/** How far from its start a region may grow, in pixels. */
const reach = 900;

/** What can be found in a picture's own pixels. Runs in a worker, or where there is none on the page itself. */
export class PixelAnalysis {
  readonly #rgba: Uint8ClampedArray;
  readonly #size: Size;
  #last: { readonly box: Box; readonly pixels: LabPixels } | undefined;

  constructor(rgba: Uint8ClampedArray, size: Size) {
    this.#rgba = rgba;
    this.#size = size;
  }

  segments(at: Point, spacing: number): SegmentTile {
    const box = tileAt(at, this.#size);
    const { cells } = superpixels(labPixels(this.#rgba, this.#size.width, box), spacing);
    return { ...box, cells };
  }

  region(start: Point, tolerance: number): RegionPreview {
    const box = this.#around(start);
    const inBox = { x: start.x - box.left, y: start.y - box.top };
    return cropped({ ...box, cells: grownRegion(this.#labOf(box), inBox, tolerance) });
  }

  #around(start: Point): Box {
    const left = Math.max(0, Math.floor(start.x) - reach);
    const top = Math.max(0, Math.floor(start.y) - reach);
    const width = Math.min(this.#size.width, Math.floor(start.x) + reach) - left;
    const height = Math.min(this.#size.height, Math.floor(start.y) + reach) - top;
    return { left, top, width, height };
  }

  /** While a worker tries tolerances the box stays the same. */
  #labOf(box: Box): LabPixels {
    const { left, top, width, height } = this.#last?.box ?? box;
    const same = left === box.left && top === box.top && width === box.width && height === box.height;
    if (this.#last === undefined || !same) this.#last = { box, pixels: labPixels(this.#rgba, this.#size.width, box) };
    return this.#last.pixels;
  }
}

/** As little around the region as holds it. */
function cropped(region: RegionPreview): RegionPreview {
  const dirty = new DirtyBox();
  for (let y = 0; y < region.height; y += 1) {
    const row = region.cells.subarray(y * region.width, (y + 1) * region.width);
    const first = row.indexOf(1);
    if (first >= 0) dirty.add(y, first, row.lastIndexOf(1) + 1);
  }
  const { left, top, width, height } = dirty.box ?? { left: 0, top: 0, width: 1, height: 1 };
  const cells = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (top + y) * region.width + left;
    cells.set(region.cells.subarray(from, from + width), y * width);
  }
  return { left: region.left + left, top: region.top + top, width, height, cells };
}

/** The tile of the image a point lies in; the last of a row or column takes what is left over. */
export function tileAt(at: Point, size: Size): Box {
  const [left, width] = tileAlong(at.x, size.width);
  const [top, height] = tileAlong(at.y, size.height);
  return { left, top, width, height };
}

function tileAlong(place: number, length: number): readonly [number, number] {
  const tiles = Math.max(1, Math.round(length / tileSide));
  const index = Math.min(tiles - 1, Math.max(0, Math.floor((place * tiles) / length)));
  const start = Math.floor((index * length) / tiles);
  return [start, Math.floor(((index + 1) * length) / tiles) - start];
}
