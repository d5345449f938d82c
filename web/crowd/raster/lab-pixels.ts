import type { Box, Size } from "../drawing/point.js";

/** Part of an image in CIELAB, where equal distances look about equally different (CIE 1976; D65, sRGB). */
export interface LabPixels extends Size {
  readonly lightness: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

const linear = Float64Array.from({ length: 256 }, (_, level) => {
  const share = level / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** The cube root of CIELAB over 0 to 1, in steps fine enough for 8-bit colours. */
const steps = 4096;
const curve = Float64Array.from({ length: steps + 2 }, (_, step) => {
  const share = step / steps;
  return share > 216 / 24_389 ? Math.cbrt(share) : ((24_389 / 27) * share + 16) / 116;
});

function curved(share: number): number {
  const at = Math.min(steps, share * steps);
  const below = Math.floor(at);
  const [low = 0, high = 0] = [curve[below], curve[below + 1]];
  return low + (high - low) * (at - below);
}

/** A box of an RGBA image in CIELAB; the box must lie within the image. */
export function labPixels(rgba: Uint8ClampedArray, imageWidth: number, box: Box): LabPixels {
  const { width, height } = box;
  const [lightness, a, b] = [new Float32Array(width * height), new Float32Array(width * height), new Float32Array(width * height)];
  let to = 0;
  for (let y = box.top; y < box.top + height; y += 1) {
    let from = (y * imageWidth + box.left) * 4;
    for (let x = 0; x < width; x += 1, from += 4, to += 1) {
      const red = linear[rgba[from] ?? 0] ?? 0;
      const green = linear[rgba[from + 1] ?? 0] ?? 0;
      const blue = linear[rgba[from + 2] ?? 0] ?? 0;
      const fx = curved((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
      const fy = curved(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
      const fz = curved((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
      lightness[to] = 116 * fy - 16;
      a[to] = 500 * (fx - fy);
      b[to] = 200 * (fy - fz);
    }
  }
  return { width, height, lightness, a, b };
}

/** The squared distance of two pixels' colours. */
export function colourDistance(pixels: LabPixels, first: number, second: number): number {
  const light = (pixels.lightness[first] ?? 0) - (pixels.lightness[second] ?? 0);
  const a = (pixels.a[first] ?? 0) - (pixels.a[second] ?? 0);
  const b = (pixels.b[first] ?? 0) - (pixels.b[second] ?? 0);
  return light * light + a * a + b * b;
}
