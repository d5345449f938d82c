import { colourDistance, type LabPixels } from "./lab-pixels.js";
import { connectedSpans } from "./flood-fill.js";

/** The segment of each pixel, row by row; segments are connected and numbered from 0. */
export interface Segments {
  readonly cells: Int32Array;
  readonly count: number;
}

interface Centres {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly lightness: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

const rounds = 6;
/** How much nearness counts against colour: the paper's m, 10 in most of its figures. */
const compactness = 12;

/**
 * Superpixels by SLIC (Achanta, Shaji, Smith, Lucchi, Fua, Süsstrunk: "SLIC Superpixels Compared to State-of-the-art
 * Superpixel Methods", PAMI 2012): k-means in colour and place, each centre looking no farther than twice the spacing,
 * then scraps given to their neighbours. `spacing` is about the side of a segment, in pixels.
 */
export function superpixels(pixels: LabPixels, spacing: number): Segments {
  const centres = gridCentres(pixels, spacing);
  const nearest = new Int32Array(pixels.width * pixels.height).fill(-1);
  const distances = new Float32Array(nearest.length);
  for (let round = 0; round < rounds; round += 1) {
    distances.fill(Infinity);
    for (let centre = 0; centre < centres.x.length; centre += 1) claim(pixels, centres, centre, spacing, nearest, distances);
    recentre(pixels, centres, nearest);
  }
  return connected(pixels, nearest, Math.floor((spacing * spacing) / 4));
}

function gridCentres(pixels: LabPixels, spacing: number): Centres {
  const { width, height } = pixels;
  const columns = Math.max(1, Math.round(width / spacing));
  const rows = Math.max(1, Math.round(height / spacing));
  const make = (): Float64Array => new Float64Array(columns * rows);
  const centres = { x: make(), y: make(), lightness: make(), a: make(), b: make() };
  for (let index = 0; index < columns * rows; index += 1) {
    const x = Math.floor((((index % columns) + 0.5) * width) / columns);
    const y = Math.floor(((Math.floor(index / columns) + 0.5) * height) / rows);
    placeCentre(centres, index, pixels, calmestNear(pixels, x, y));
  }
  return centres;
}

function placeCentre(centres: Centres, index: number, pixels: LabPixels, cell: number): void {
  centres.x[index] = cell % pixels.width;
  centres.y[index] = Math.floor(cell / pixels.width);
  centres.lightness[index] = pixels.lightness[cell] ?? 0;
  centres.a[index] = pixels.a[cell] ?? 0;
  centres.b[index] = pixels.b[cell] ?? 0;
}

/** Of a pixel and its eight neighbours the one with the least change around it, so that no centre starts on an edge. */
function calmestNear(pixels: LabPixels, x: number, y: number): number {
  const { width, height } = pixels;
  let [best, least] = [y * width + x, Infinity];
  for (let near = Math.max(1, y - 1); near <= Math.min(height - 2, y + 1); near += 1) {
    for (let across = Math.max(1, x - 1); across <= Math.min(width - 2, x + 1); across += 1) {
      const cell = near * width + across;
      const change = colourDistance(pixels, cell - 1, cell + 1) + colourDistance(pixels, cell - width, cell + width);
      if (change < least) [best, least] = [cell, change];
    }
  }
  return best;
}

/** Gives a centre every pixel near it that is closer to it than to any centre before. */
function claim(
  pixels: LabPixels,
  centres: Centres,
  centre: number,
  spacing: number,
  nearest: Int32Array,
  distances: Float32Array,
): void {
  const { width, height, lightness, a, b } = pixels;
  const weight = (compactness / spacing) ** 2;
  const [cx, cy] = [centres.x[centre] ?? 0, centres.y[centre] ?? 0];
  const [cl, ca, cb] = [centres.lightness[centre] ?? 0, centres.a[centre] ?? 0, centres.b[centre] ?? 0];
  const left = Math.max(0, Math.floor(cx - spacing));
  const right = Math.min(width, Math.ceil(cx + spacing) + 1);
  for (let y = Math.max(0, Math.floor(cy - spacing)); y < Math.min(height, Math.ceil(cy + spacing) + 1); y += 1) {
    const down = (y - cy) * (y - cy);
    for (let cell = y * width + left, x = left; x < right; x += 1, cell += 1) {
      const light = (lightness[cell] ?? 0) - cl;
      const green = (a[cell] ?? 0) - ca;
      const blue = (b[cell] ?? 0) - cb;
      const apart = light * light + green * green + blue * blue + weight * (down + (x - cx) * (x - cx));
      if (apart >= (distances[cell] ?? 0)) continue;
      distances[cell] = apart;
      nearest[cell] = centre;
    }
  }
}

/** Moves each centre to the mean of its pixels. */
function recentre(pixels: LabPixels, centres: Centres, nearest: Int32Array): void {
  const counts = new Float64Array(centres.x.length);
  for (const sums of Object.values(centres) as Float64Array[]) sums.fill(0);
  const add = (sums: Float64Array, centre: number, by: number): void => {
    sums[centre] = (sums[centre] ?? 0) + by;
  };
  for (let cell = 0; cell < nearest.length; cell += 1) {
    const centre = nearest[cell] ?? -1;
    if (centre < 0) continue;
    add(counts, centre, 1);
    add(centres.x, centre, cell % pixels.width);
    add(centres.y, centre, Math.floor(cell / pixels.width));
    add(centres.lightness, centre, pixels.lightness[cell] ?? 0);
    add(centres.a, centre, pixels.a[cell] ?? 0);
    add(centres.b, centre, pixels.b[cell] ?? 0);
  }
  for (const sums of Object.values(centres) as Float64Array[]) {
    for (let centre = 0; centre < counts.length; centre += 1) sums[centre] = (sums[centre] ?? 0) / Math.max(1, counts[centre] ?? 1);
  }
}

/** Makes every connected piece a segment of its own; pieces smaller than `least` pixels join the one found before them. */
function connected(pixels: LabPixels, nearest: Int32Array, least: number): Segments {
  const { width } = pixels;
  const cells = new Int32Array(nearest.length).fill(-1);
  const seen = new Uint8Array(nearest.length);
  let count = 0;
  for (let cell = 0; cell < nearest.length; cell += 1) {
    if (seen[cell] === 1) continue;
    const spans: [number, number][] = [];
    let size = 0;
    const take = (y: number, left: number, right: number): void => {
      spans.push([y * width + left, y * width + right]);
      size += right - left;
    };
    const start = { x: cell % width, y: Math.floor(cell / width) };
    connectedSpans(pixels, start, (other) => nearest[other] === nearest[cell], take, seen);
    const beside = start.x > 0 ? cells[cell - 1] : cells[cell - width];
    const joins = size < least && beside !== undefined;
    for (const [from, to] of spans) cells.fill(joins ? beside : count, from, to);
    if (!joins) count += 1;
  }
  return { cells, count };
}
