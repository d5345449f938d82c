import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { strokeSpans } from "./brush.js";
import { areasOf, floodSpans } from "./flood-fill.js";
import { emptyLabelMap, valueAt, type LabelMap } from "./label-map.js";
import { allExcept, only, Painting } from "./painting.js";
import { polygonSpans } from "./polygon-fill.js";
import { redoDelta, undoDelta, type RasterDelta } from "./raster-delta.js";

interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Stroke {
  readonly from: Spot;
  readonly to: Spot;
  readonly radius: number;
  readonly value: number;
}

const size = { width: 23, height: 17 };
const coordinate = (most: number): fc.Arbitrary<number> => fc.double({ min: -4, max: most + 4, noNaN: true });
const point = fc.record({ x: coordinate(size.width), y: coordinate(size.height) });
const brushRadius = fc.double({ min: 0.3, max: 6, noNaN: true });
const stroke = fc.record({ from: point, to: point, radius: brushRadius, value: fc.nat(4) });

function painted(map: LabelMap, value: number, paint: (painting: Painting) => void, open = allExcept([])): RasterDelta | undefined {
  const painting = new Painting(map, value, open);
  paint(painting);
  return painting.finish();
}

function stroked(map: LabelMap, { from, to, radius, value }: Stroke): RasterDelta | undefined {
  return painted(map, value, (painting) => {
    strokeSpans(from, to, radius, painting.span);
    strokeSpans(to, from, radius / 2, painting.span);
  });
}

describe("an edit is taken back and done again to the last pixel", () => {
  it("whatever strokes came before it", () => {
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 12 }), (strokes) => {
        const map = emptyLabelMap(size);
        const states = [map.cells.slice()];
        const deltas = strokes.map((each) => {
          const delta = stroked(map, each);
          states.push(map.cells.slice());
          return delta;
        });
        for (let at = deltas.length - 1; at >= 0; at -= 1) {
          const delta = deltas[at];
          if (delta !== undefined) undoDelta(map, delta);
          expect(map.cells).toEqual(states[at]);
        }
        deltas.forEach((delta, at) => {
          if (delta !== undefined) redoDelta(map, delta);
          expect(map.cells).toEqual(states[at + 1]);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("and its box holds every pixel it changed", () => {
    fc.assert(
      fc.property(stroke, stroke, (first, second) => {
        const map = emptyLabelMap(size);
        stroked(map, first);
        const before = map.cells.slice();
        const box = stroked(map, second)?.box ?? { left: 0, top: 0, width: 0, height: 0 };
        map.cells.forEach((value, cell) => {
          const [x, y] = [cell % size.width, Math.floor(cell / size.width)];
          const inside = x >= box.left && x < box.left + box.width && y >= box.top && y < box.top + box.height;
          if (!inside && value !== before[cell]) expect.fail(`${x}, ${y} changed outside ${JSON.stringify(box)}`);
        });
      }),
      { numRuns: 50 },
    );
  });

  it("in as few runs as the rows allow, however often the brush went over them", () => {
    const map = emptyLabelMap(size);
    const delta = painted(map, 1, (painting) => {
      for (let x = 5; x < 17; x += 0.25) strokeSpans({ x, y: 8 }, { x: x + 0.25, y: 8 }, 3, painting.span);
    });
    expect(delta?.starts.length).toBe(6);
  });
});

describe("the brush", () => {
  it("covers the pixels whose centre is within its radius of the line, and those its ends are on", () => {
    fc.assert(
      fc.property(point, point, brushRadius, (from, to, radius) => {
        const map = emptyLabelMap(size);
        painted(map, 1, (painting) => {
          strokeSpans(from, to, radius, painting.span);
        });
        for (let cell = 0; cell < map.cells.length; cell += 1) {
          const [x, y] = [cell % size.width, Math.floor(cell / size.width)];
          const apart = distanceToLine({ x: x + 0.5, y: y + 0.5 }, from, to) - radius;
          const isEnd = [from, to].some((end) => Math.floor(end.x) === x && Math.floor(end.y) === y);
          const wanted = apart < 0 || isEnd ? 1 : 0;
          if (Math.abs(apart) > 1e-6 && map.cells[cell] !== wanted) expect.fail(`${x}, ${y} is not ${wanted}`);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("leaves alone what may not be painted over", () => {
    const map = emptyLabelMap(size);
    painted(map, 1, (painting) => { painting.span(3, 4, 8); });
    painted(map, 2, (painting) => { painting.span(3, 0, 20); }, allExcept([1]));
    painted(map, 3, (painting) => { painting.span(3, 10, 23); }, only([0]));
    expect(Array.from(map.cells.subarray(3 * 23, 4 * 23)).join("")).toBe("22221111222222222222333");
  });
});

describe("polygon fill", () => {
  it("takes exactly the pixels whose centre is inside", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 9 }), (vertices) => {
        const map = emptyLabelMap(size);
        painted(map, 1, (painting) => {
          polygonSpans(vertices, size.height, painting.span);
        });
        for (let cell = 0; cell < map.cells.length; cell += 1) {
          const centre = { x: (cell % size.width) + 0.5, y: Math.floor(cell / size.width) + 0.5 };
          // On an edge, to the last digits of a float, both are right.
          const apart = Math.min(...vertices.map((from, at) => distanceToLine(centre, from, vertices[at - 1] ?? vertices.at(-1) ?? from)));
          const wanted = windingNumber(vertices, centre.x, centre.y) === 0 ? 0 : 1;
          if (apart > 1e-9 && map.cells[cell] !== wanted) expect.fail(`${centre.x}, ${centre.y} is not ${wanted}`);
        }
      }),
    );
  });

  it("gives two polygons that share an edge every pixel once", () => {
    fc.assert(
      fc.property(coordinate(size.width), coordinate(size.width), (above, below) => {
        const counts = new Uint8Array(size.width * size.height);
        const count = (y: number, left: number, right: number): void => {
          for (let x = Math.max(0, left); x < Math.min(size.width, right); x += 1) {
            const cell = y * size.width + x;
            counts[cell] = (counts[cell] ?? 0) + 1;
          }
        };
        const [start, end] = [{ x: above, y: -1 }, { x: below, y: 18 }];
        polygonSpans([{ x: -50, y: -1 }, start, end, { x: -50, y: 18 }], size.height, count);
        polygonSpans([start, { x: 80, y: -1 }, { x: 80, y: 18 }, end], size.height, count);
        expect(counts.every((times) => times === 1)).toBe(true);
      }),
      { examples: [[-3.999999999999994, 26.999999999999996]] },
    );
  });

  it("fills a rectangle to its edges", () => {
    const map = emptyLabelMap(size);
    const corners = [[2, 3], [12, 3], [12, 9], [2, 9]].map(([x = 0, y = 0]) => ({ x, y }));
    painted(map, 1, (painting) => {
      polygonSpans(corners, size.height, painting.span);
    });
    expect(map.cells.reduce((sum, value) => sum + value)).toBe(60);
    expect([valueAt(map, 2, 3), valueAt(map, 11, 8), valueAt(map, 12, 8), valueAt(map, 11, 9)]).toEqual([1, 1, 0, 0]);
  });
});

describe("flood fill", () => {
  it("takes the connected area of one value and nothing beyond", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 60, maxLength: 60, max: 2 }), fc.nat(9), fc.nat(5), (values, x, y) => {
        const map = { width: 10, height: 6, cells: Uint16Array.from(values) };
        const taken = new Uint8Array(60);
        floodSpans(map, x, y, (row, left, right) => taken.fill(1, row * 10 + left, row * 10 + right));
        expect(Array.from(taken)).toEqual(reachable(map, y * 10 + x));
      }),
    );
  });

  it("counts the areas of a value, the largest first", () => {
    const rows = ["1101", "1001", "0010"];
    const map = { width: 4, height: 3, cells: Uint16Array.from(rows.join(""), Number) };
    expect(areasOf(map, 1)).toEqual([
      { x: 0, y: 0, pixels: 3 },
      { x: 3, y: 0, pixels: 2 },
      { x: 2, y: 2, pixels: 1 },
    ]);
  });
});

/** The distance of a point from a segment. */
function distanceToLine(at: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((at.x - from.x) * dx + (at.y - from.y) * dy) / squared;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(at.x - from.x - share * dx, at.y - from.y - share * dy);
}

/** How often a polygon winds around a point, counted along a ray to the right. */
function windingNumber(vertices: readonly { x: number; y: number }[], x: number, y: number): number {
  let winding = 0;
  vertices.forEach((from, index) => {
    const to = vertices[(index + 1) % vertices.length] ?? from;
    const crosses = from.y <= y !== to.y <= y;
    if (crosses && from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x) > x) winding += to.y > from.y ? 1 : -1;
  });
  return winding;
}

/** The same area by the plainest search there is. */
function reachable({ width, cells }: LabelMap, start: number): number[] {
  const taken = Array.from(cells, () => 0);
  const waiting = [start];
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    if (taken[cell] === 1) continue;
    taken[cell] = 1;
    const x = cell % width;
    const beside = [x > 0 ? cell - 1 : -1, x < width - 1 ? cell + 1 : -1, cell - width, cell + width];
    waiting.push(...beside.filter((next) => cells[next] === cells[start] && next >= 0));
  }
  return taken;
}
