import { decode, type DecodedPng } from "fast-png";
import type { Size } from "../drawing/point.js";
import { backgroundColour, type Rgb } from "./colours.js";

/** The exact colours of a PNG: the colour of each pixel as a place in a list of those that occur. */
export interface ColouredPixels extends Size {
  /** The background's colour, then the others as they occur from the top left. */
  readonly colours: readonly Rgb[];
  readonly cells: Uint16Array;
}

const mostColours = 65_536;

/**
 * Reads a mask without any colour management, which browsers' own decoders may apply. Fully transparent pixels count as
 * background. Throws an Error that says what is wrong with the file.
 */
export function readMask(bytes: Uint8Array): ColouredPixels {
  const png = decode(bytes, { checkCrc: false });
  const colourOf = pixelReader(png);
  const cells = new Uint16Array(png.width * png.height);
  const places = new Map<Rgb, number>([[backgroundColour, 0]]);
  let [lastColour, lastPlace] = [backgroundColour, 0];
  for (let cell = 0; cell < cells.length; cell += 1) {
    const colour = colourOf(cell);
    if (colour !== lastColour) {
      lastColour = colour;
      lastPlace = places.get(colour) ?? places.size;
      places.set(colour, lastPlace);
      if (places.size > mostColours) throw new Error(`it has more than ${mostColours} colours; a mask has one for each label`);
    }
    cells[cell] = lastPlace;
  }
  return { width: png.width, height: png.height, colours: [...places.keys()], cells };
}

function pixelReader(png: DecodedPng): (cell: number) => Rgb {
  if (png.palette !== undefined) return paletteReader(png, png.palette);
  const { data, channels } = png;
  // Of 16 bits the upper 8 are the colour everybody else sees; fewer than 8 are spread over the whole range.
  const to8 = png.depth === 16 ? (sample: number) => sample >>> 8 : sampleScale(png.depth);
  const sampleAt = png.depth < 8 ? packedReader(png) : (index: number) => data[index] ?? 0;
  const grey = channels < 3;
  const alphaAt = channels === 2 ? 1 : channels === 4 ? 3 : -1;
  return (cell) => {
    const first = cell * channels;
    if (alphaAt > 0 && data[first + alphaAt] === 0) return backgroundColour;
    const red = to8(sampleAt(first));
    if (grey) return red * 0x01_01_01;
    return red * 65_536 + to8(sampleAt(first + 1)) * 256 + to8(sampleAt(first + 2));
  };
}

function sampleScale(depth: number): (sample: number) => number {
  const scale = 255 / (2 ** Math.min(8, depth) - 1);
  return (sample) => sample * scale;
}

function paletteReader(png: DecodedPng, palette: readonly (readonly number[])[]): (cell: number) => Rgb {
  const colours = palette.map(([red = 0, green = 0, blue = 0, alpha = 255]) =>
    alpha === 0 ? backgroundColour : red * 65_536 + green * 256 + blue,
  );
  const indexAt = png.depth < 8 ? packedReader(png) : (cell: number) => png.data[cell] ?? 0;
  return (cell) => colours[indexAt(cell)] ?? backgroundColour;
}

/** Samples of 1, 2 or 4 bits, whose rows begin at whole bytes. */
function packedReader({ data, depth, width }: DecodedPng): (cell: number) => number {
  const rowBytes = Math.ceil((width * depth) / 8);
  return (cell) => {
    const bit = (cell % width) * depth;
    const byte = data[Math.floor(cell / width) * rowBytes + (bit >>> 3)] ?? 0;
    return (byte >>> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  };
}
