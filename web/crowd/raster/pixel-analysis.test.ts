import { describe, expect, it } from "vitest";
import { PixelAnalysis, tileAt } from "./pixel-analysis.js";
import { areasOf } from "./flood-fill.js";
import { labPixels } from "./lab-pixels.js";
import { overlayColour, paintOverlay } from "./overlay-pixels.js";
import { superpixels } from "./superpixels.js";

const size = { width: 120, height: 80 };

/** A red disc on green, with a little noise that is always the same. */
function discPicture(): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(size.width * size.height * 4);
  for (let cell = 0; cell < size.width * size.height; cell += 1) {
    const noise = ((cell * 7919) % 7) - 3;
    const colour = inDisc(cell) ? [200, 40, 40, 255] : [40, 160, 60, 255];
    rgba.set(colour.map((channel) => channel + noise), cell * 4);
  }
  return rgba;
}

function inDisc(cell: number): boolean {
  return Math.hypot((cell % size.width) - 60, Math.floor(cell / size.width) - 40) < 25;
}

describe("colours", () => {
  it("are those of the CIE's own examples (white, and sRGB red, green and blue under D65)", () => {
    const rgba = Uint8ClampedArray.of(255, 255, 255, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 255);
    const { lightness, a, b } = labPixels(rgba, 5, { left: 0, top: 0, width: 5, height: 1 });
    const known = [[100, 0, 0], [53.24, 80.09, 67.2], [87.73, -86.18, 83.18], [32.3, 79.19, -107.86], [0, 0, 0]];
    known.forEach((lab, pixel) => {
      [lightness, a, b].forEach((values, part) => {
        expect(values[pixel]).toBeCloseTo(lab[part] ?? 0, 0);
      });
    });
  });
});

describe("smart fill", () => {
  it("takes the object that was pressed up to its edge", () => {
    const region = new PixelAnalysis(discPicture(), size).region({ x: 60.5, y: 40.5 }, 20);
    for (let cell = 0; cell < size.width * size.height; cell += 1) {
      const [x, y] = [(cell % size.width) - region.left, Math.floor(cell / size.width) - region.top];
      const within = x >= 0 && y >= 0 && x < region.width && y < region.height;
      expect(within && region.cells[y * region.width + x] === 1).toBe(inDisc(cell));
    }
  });

  it("takes in specks inside the object, and no hole that is an object itself", () => {
    const rgba = discPicture();
    rgba.set([0, 0, 0, 255], (40 * size.width + 70) * 4);
    for (let y = 35; y < 46; y += 1) for (let x = 45; x < 56; x += 1) rgba.set([0, 0, 0, 255], (y * size.width + x) * 4);
    const region = new PixelAnalysis(rgba, size).region({ x: 65.5, y: 30.5 }, 20);
    const taken = (x: number, y: number): boolean => region.cells[(y - region.top) * region.width + x - region.left] === 1;
    expect(taken(70, 40)).toBe(true);
    expect(taken(50, 40)).toBe(false);
  });
});

describe("superpixels", () => {
  it("are connected, cover everything, and keep to the edges of objects", () => {
    const { cells, count } = superpixels(labPixels(discPicture(), size.width, { left: 0, top: 0, ...size }), 12);
    const map = { ...size, cells: Uint16Array.from(cells, (segment) => segment + 1) };
    expect(count).toBeGreaterThan(30);
    for (let segment = 0; segment < count; segment += 1) {
      expect(areasOf(map, segment + 1).length).toBe(1);
      const inside = Array.from(cells.keys()).filter((cell) => cells[cell] === segment);
      const share = inside.filter(inDisc).length / inside.length;
      expect(Math.min(share, 1 - share)).toBeLessThan(0.1);
    }
  });

  it("are found in tiles that cover an image without overlap", () => {
    const large = { width: 2000, height: 900 };
    const covered = new Map<string, number>();
    for (let x = 0; x < large.width; x += 10) {
      for (let y = 0; y < large.height; y += 10) {
        const { left, top, width, height } = tileAt({ x, y }, large);
        expect(x >= left && x < left + width && y >= top && y < top + height).toBe(true);
        covered.set(`${left} ${top}`, width * height);
      }
    }
    expect(Array.from(covered.values()).reduce((sum, area) => sum + area)).toBe(large.width * large.height);
  });
});

describe("the mask on the screen", () => {
  const map = { width: 4, height: 2, cells: Uint16Array.of(0, 1, 1, 0, 0, 1, 2, 0) };
  const fill = Uint32Array.of(0, 1, 2);
  const shown = (view: Parameters<typeof paintOverlay>[1], width: number, height: number): string => {
    const out = new Uint32Array(width * height);
    paintOverlay(map, view, { left: 0, top: 0, width, height }, { fill, edge: fill }, out);
    return Array.from({ length: height }, (_, y) => out.subarray(y * width, (y + 1) * width).join("")).join(" ");
  };

  it("shows each pixel where the view has it", () => {
    expect(shown({ a: 1, b: 0, c: 0, d: 1, e: 0, f: 0, scale: 1 }, 4, 2)).toMatch(/^.11. .12.$/);
    expect(shown({ a: 2, b: 0, c: 0, d: 2, e: 0, f: 0, scale: 2 }, 8, 4)).toMatch(/^..1111.. ..1111.. ..1122.. ..1122..$/);
  });

  it("also turned by a quarter and mirrored", () => {
    expect(shown({ a: 0, b: 1, c: -1, d: 0, e: 2, f: 0, scale: 1 }, 2, 4)).toMatch(/^.. 11 21 ..$/);
    expect(shown({ a: -1, b: 0, c: 0, d: 1, e: 4, f: 0, scale: 1 }, 4, 2)).toMatch(/^.11. .21.$/);
  });

  it("in the byte order of pixels", () => {
    const bytes = new Uint8Array(Uint32Array.of(overlayColour(0x123456, 0.5)).buffer);
    expect(Array.from(bytes)).toEqual([0x12, 0x34, 0x56, 128]);
  });
});
