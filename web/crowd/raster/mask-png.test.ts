import { inflateSync } from "node:zlib";
import { decode, encode } from "fast-png";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { strokeSpans } from "./brush.js";
import { fromBase64, toBase64 } from "./base64.js";
import { colourText, parseColour, unusedColour, type Rgb } from "./colours.js";
import { emptyLabelMap } from "./label-map.js";
import { MaskPng } from "./mask-png.js";
import { allExcept, Painting } from "./painting.js";
import { adler32, joinedAdler32 } from "./png-chunks.js";
import { readMask } from "./read-mask.js";
import { decodeRuns, encodeRuns } from "./run-length.js";

const white = 0xff_ff_ff;

function colours(count: number): Rgb[] {
  const used = new Set<Rgb>([white]);
  while (used.size < count) used.add(unusedColour(used));
  return [...used];
}

describe("a mask written as PNG", () => {
  it.each([2, 20, 256, 300])("reads back with exactly its %d colours", (count) => {
    const palette = colours(count);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30 }), fc.nat(), (width, height, seed) => {
        const map = emptyLabelMap({ width, height });
        map.cells.forEach((_, cell) => (map.cells[cell] = (cell * 31 + seed) % count));
        const png = new MaskPng(map);
        png.setColours(palette);
        const read = readMask(png.bytes);
        expect([read.width, read.height]).toEqual([width, height]);
        expect(Array.from(read.cells, (place) => read.colours[place])).toEqual(Array.from(map.cells, (value) => palette[value]));
      }),
      { numRuns: 25 },
    );
  });

  it("is made of the palette indices AWS's masks have, and of chunks with sound checksums", () => {
    const map = emptyLabelMap({ width: 5, height: 4 });
    map.cells.set([1, 2, 2], 6);
    const png = new MaskPng(map);
    png.setColours([white, 0x1f77b4, 0xff7f0e]);
    const read = decode(png.bytes, { checkCrc: true });
    expect(Array.from(read.data)).toEqual(Array.from(map.cells));
    expect(read.palette).toEqual([[255, 255, 255], [31, 119, 180], [255, 127, 14]]);
  });

  it("is the same after many small edits as if written at once, and a sound zlib stream for others", () => {
    const map = emptyLabelMap({ width: 900, height: 700 });
    const palette = colours(6);
    const png = new MaskPng(map);
    png.setColours(palette);
    for (let edit = 0; edit < 12; edit += 1) {
      const painting = new Painting(map, edit % 6, allExcept([]));
      strokeSpans({ x: edit * 70, y: edit * 55 }, { x: 880 - edit * 60, y: 60 * edit }, 4 + edit, painting.span);
      const box = painting.finish()?.box;
      if (box !== undefined) png.forget(box);
      expect(inflateSync(zlibStream(png.bytes)).length).toBe(901 * 700);
    }
    const fresh = new MaskPng(map);
    fresh.setColours(palette);
    expect(png.bytes).toEqual(fresh.bytes);
    expect(Array.from(decode(png.bytes).data)).toEqual(Array.from(map.cells));
  });

  it("is small where there is little to say", () => {
    const png = new MaskPng(emptyLabelMap({ width: 6000, height: 4000 }));
    png.setColours([white]);
    expect(png.bytes.length).toBeLessThan(40_000);
  });
});

describe("a mask is read as it is", () => {
  it.each([
    ["1-bit palette", { channels: 1, depth: 1, data: [0b01000000, 0b10000000], palette: [[255, 255, 255], [1, 2, 3]] }, [0, 1, 1, 0]],
    ["palette with a transparent entry", { channels: 1, depth: 8, data: [0, 1, 1, 0], palette: [[9, 9, 9, 0], [1, 2, 3, 255]] }, [0, 1, 1, 0]],
    ["grey of 4 bits", { channels: 1, depth: 4, data: [0xf0, 0x0f] }, [0, 1, 1, 0]],
    ["grey of 16 bits", { channels: 1, depth: 16, data: Uint16Array.of(65_535, 257, 257, 65_535) }, [0, 1, 1, 0]],
    ["grey with alpha", { channels: 2, depth: 8, data: [7, 0, 7, 255, 7, 255, 255, 255] }, [0, 1, 1, 0]],
    ["colour", { channels: 3, depth: 8, data: [255, 255, 255, 1, 2, 3, 1, 2, 3, 255, 255, 255] }, [0, 1, 1, 0]],
    ["colour with alpha", { channels: 4, depth: 8, data: [1, 2, 3, 0, 1, 2, 3, 255, 1, 2, 3, 9, 5, 5, 5, 0] }, [0, 1, 1, 0]],
  ] as const)("%s", (_, image, cells) => {
    const data = image.data instanceof Uint16Array ? image.data : Uint8Array.from(image.data);
    const palette = "palette" in image ? { palette: image.palette.map((entry) => [...entry]) } : {};
    const bytes = encode({ width: 2, height: 2, channels: image.channels, depth: image.depth, data, ...palette });
    expect(Array.from(readMask(bytes).cells)).toEqual(cells);
  });

  it("and says so when it is no PNG", () => {
    expect(() => readMask(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))).toThrow("signature");
  });
});

describe("runs", () => {
  it("read back as the cells they were made of", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(65_535), fc.integer({ min: 1, max: 300 })), { minLength: 1 }), (runs) => {
        const cells = Uint16Array.from(runs.flatMap(([value, length]) => new Array<number>(length).fill(value)));
        const read = new Uint16Array(cells.length);
        decodeRuns(fromBase64(toBase64(encodeRuns(cells))), read);
        expect(read).toEqual(cells);
      }),
    );
  });

  it("that do not fit are refused", () => {
    const bytes = encodeRuns(new Uint16Array(10));
    expect(() => { decodeRuns(bytes, new Uint16Array(9)); }).toThrow("more than the 9 cells");
    expect(() => { decodeRuns(bytes, new Uint16Array(11)); }).toThrow("10 cells; 11 were expected");
    expect(() => { decodeRuns(bytes.subarray(0, 1), new Uint16Array(10)); }).toThrow("in the middle of a number");
  });
});

describe("checksums and colours", () => {
  it("join as if the bytes had been one", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), fc.uint8Array({ maxLength: 9000 }), (first, second) => {
        const both = Uint8Array.of(...first, ...second);
        expect(joinedAdler32(adler32(first), adler32(second), second.length)).toBe(adler32(both));
      }),
      { numRuns: 30 },
    );
  });

  it("are never the background's and never used twice", () => {
    const all = colours(600);
    expect(new Set(all).size).toBe(600);
    expect(colourText(all[1] ?? 0)).toBe("#1f77b4");
    expect(all.map(colourText).map(parseColour)).toEqual(all);
  });

  it.each([["#FFF", 0xffffff], ["1f77b4", 0x1f77b4], ["red", undefined], [7, undefined]])("%s reads as %s", (text, colour) => {
    expect(parseColour(text)).toBe(colour);
  });
});

/** What all IDAT chunks of a PNG hold together. */
function zlibStream(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer);
  const parts: number[] = [];
  for (let at = 8; at < png.length; at += view.getUint32(at) + 12) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === "IDAT") for (const byte of png.subarray(at + 8, at + 8 + view.getUint32(at))) parts.push(byte);
  }
  return Uint8Array.from(parts);
}
