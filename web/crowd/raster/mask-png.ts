import type { Box } from "../drawing/point.js";
import { BandCache } from "./band-cache.js";
import { backgroundColour, type Rgb } from "./colours.js";
import type { LabelMap } from "./label-map.js";
import { adler32, joinBytes, joinedAdler32, pngChunk } from "./png-chunks.js";
import { deflateRuns } from "./run-deflate.js";

interface Band {
  readonly chunk: Uint8Array;
  readonly adler: number;
  readonly length: number;
}

/** Cells in a band: a stroke then costs a few milliseconds at any image size. */
const bandCells = 262_144;
const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
const indexedColour = 3;
const trueColour = 2;

/**
 * A label map as a PNG that is always nearly ready. Bands of rows are compressed each by itself into an IDAT chunk of
 * their own, so that after an edit only the touched bands are compressed again; fast-png can only write whole images. Up to 256 values it is an indexed PNG whose palette is the
 * values' colours, as AWS's masks are; beyond that the colours are written out.
 */
export class MaskPng {
  readonly #map: LabelMap;
  readonly #bands: BandCache<Band>;
  #colours: readonly Rgb[] = [];
  #wide = false;
  #blank: Band | undefined;

  constructor(map: LabelMap) {
    this.#map = map;
    const rows = Math.max(1, Math.floor(bandCells / map.width));
    this.#bands = new BandCache(map.height, rows, (top, bottom) => this.#encode(top, bottom));
  }

  /** Says that pixels have changed. */
  forget(box: Box): void {
    this.#bands.forget(box.top, box.height);
  }

  /** The colours of the values, from that of the background on. */
  setColours(colours: readonly Rgb[]): void {
    const wide = colours.length > 256;
    if (wide || wide !== this.#wide) {
      this.#bands.forgetAll();
      this.#blank = undefined;
    }
    this.#wide = wide;
    this.#colours = colours;
  }

  /** Compresses a band ahead of need; says whether one was waiting. */
  prepareOne(): boolean {
    return this.#bands.encodeOne();
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    const bands = this.#bands.all;
    let adler = 1;
    for (const band of bands) adler = joinedAdler32(adler, band.adler, band.length);
    const end = new Uint8Array(9);
    // An empty stored block that says it is the last, then the checksum of everything before it.
    end.set([1, 0, 0, 255, 255]);
    new DataView(end.buffer).setUint32(5, adler);
    return joinBytes([
      signature,
      pngChunk("IHDR", this.#header),
      ...(this.#wide ? [] : [pngChunk("PLTE", this.#palette)]),
      pngChunk("IDAT", Uint8Array.of(0x78, 0x9c)),
      ...bands.map((band) => band.chunk),
      pngChunk("IDAT", end),
      pngChunk("IEND", new Uint8Array()),
    ]);
  }

  get #header(): Uint8Array {
    const header = new Uint8Array(13);
    const view = new DataView(header.buffer);
    view.setUint32(0, this.#map.width);
    view.setUint32(4, this.#map.height);
    header[8] = 8;
    header[9] = this.#wide ? trueColour : indexedColour;
    return header;
  }

  get #palette(): Uint8Array {
    return Uint8Array.from(this.#colours.flatMap(channels));
  }

  #encode(top: number, bottom: number): Band {
    const { width, cells } = this.#map;
    const blank = cells.subarray(top * width, bottom * width).every((value) => value === 0);
    const whole = top === 0 && bottom < this.#map.height;
    // Most bands of most masks are empty, and all but the last are alike.
    const reusable = blank && (this.#blank !== undefined || whole) && bottom < this.#map.height;
    if (reusable && this.#blank !== undefined) return this.#blank;
    const band = compressed(this.#wide ? this.#colourRows(top, bottom) : this.#indexRows(top, bottom));
    if (reusable) this.#blank = band;
    return band;
  }

  /** Rows of palette indices, each but the first written as its difference from the row above (PNG filter 2, "Up"). */
  #indexRows(top: number, bottom: number): Uint8Array {
    const { width, cells } = this.#map;
    const rows = new Uint8Array((width + 1) * (bottom - top));
    for (let y = top; y < bottom; y += 1) {
      let at = (y - top) * (width + 1);
      rows[at] = y === top ? 0 : 2;
      for (let x = y * width; x < (y + 1) * width; x += 1) {
        at += 1;
        rows[at] = (cells[x] ?? 0) - (y === top ? 0 : (cells[x - width] ?? 0));
      }
    }
    return rows;
  }

  /** The same with the colours themselves. */
  #colourRows(top: number, bottom: number): Uint8Array {
    const { width, cells } = this.#map;
    const table = this.#colours.map(channels);
    const none = [0, 0, 0];
    const rows = new Uint8Array((width * 3 + 1) * (bottom - top));
    for (let y = top; y < bottom; y += 1) {
      let at = (y - top) * (width * 3 + 1);
      rows[at] = y === top ? 0 : 2;
      at += 1;
      for (let x = y * width; x < (y + 1) * width; x += 1, at += 3) {
        const above = y === top ? none : (table[cells[x - width] ?? 0] ?? none);
        const [red = 0, green = 0, blue = 0] = table[cells[x] ?? 0] ?? none;
        rows[at] = red - (above[0] ?? 0);
        rows[at + 1] = green - (above[1] ?? 0);
        rows[at + 2] = blue - (above[2] ?? 0);
      }
    }
    return rows;
  }
}

function channels(colour: Rgb | undefined): [number, number, number] {
  const known = colour ?? backgroundColour;
  return [known >>> 16, (known >>> 8) & 255, known & 255];
}

function compressed(rows: Uint8Array): Band {
  return { chunk: pngChunk("IDAT", deflateRuns(rows)), adler: adler32(rows), length: rows.length };
}
