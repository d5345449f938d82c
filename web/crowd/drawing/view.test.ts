import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Point, Size } from "./point.js";
import {
  centeredView,
  fitView,
  keptInSight,
  panBy,
  screenBox,
  toImage,
  toScreen,
  turned,
  turnedSize,
  uprightView,
  visibleBox,
  zoomAt,
  type Orientation,
  type View,
} from "./view.js";

const points: fc.Arbitrary<Point> = fc.record({
  x: fc.integer({ min: -20_000, max: 20_000 }),
  y: fc.integer({ min: -20_000, max: 20_000 }),
});
const sizes: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 1, max: 12_000 }),
  height: fc.integer({ min: 1, max: 12_000 }),
});
const screens: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 100, max: 3_840 }),
  height: fc.integer({ min: 100, max: 2_160 }),
});
const orientations = fc.constantFrom<Orientation[]>(1, 2, 3, 4, 5, 6, 7, 8);
const wide = { least: 1e-4, most: 1e3 };

/** A view after whatever a worker did to it. */
const views: fc.Arbitrary<View> = fc
  .tuple(orientations, sizes, screens, fc.array(fc.tuple(points, fc.double({ min: 0.3, max: 3, noNaN: true }), fc.integer({ min: -3, max: 3 })), { maxLength: 6 }))
  .map(([orientation, image, screen, steps]) =>
    steps.reduce(
      (view, [at, factor, turns]) => turned(zoomAt(panBy(view, at.x / 10, at.y / 10), at, factor, wide), turns, at),
      fitView(image, screen, uprightView(orientation)),
    ),
  );

function expectSamePlace(actual: Point, expected: Point, within: number): void {
  expect(Math.abs(actual.x - expected.x)).toBeLessThan(within);
  expect(Math.abs(actual.y - expected.y)).toBeLessThan(within);
}

describe("a view", () => {
  it("leads from the image to the screen and back to the same place", () => {
    fc.assert(
      fc.property(views, points, (view, point) => {
        expectSamePlace(toImage(view, toScreen(view, point)), point, 1e-4);
      }),
    );
  });

  it("keeps pixels square and its scale true", () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(Math.abs(view.a * view.d - view.b * view.c)).toBeCloseTo(view.scale ** 2, 6);
        expect(Math.hypot(view.a, view.b)).toBeCloseTo(view.scale, 6);
        expect(view.a * view.c + view.b * view.d).toBeCloseTo(0, 9);
      }),
    );
  });
});

describe("zoomAt", () => {
  it("keeps the place under the pointer under the pointer", () => {
    fc.assert(
      fc.property(views, screens, fc.double({ min: 0.01, max: 100, noNaN: true }), (view, { width, height }, factor) => {
        const pointer = { x: width / 3, y: height / 2 };
        expectSamePlace(toScreen(zoomAt(view, pointer, factor, wide), toImage(view, pointer)), pointer, 1e-4);
      }),
    );
  });

  it("stays within the range of scales", () => {
    const view = zoomAt(uprightView(1), { x: 5, y: 5 }, 1000, { least: 0.5, most: 8 });
    expect(view.scale).toBe(8);
    expect(zoomAt(view, { x: 0, y: 0 }, 1e-6, { least: 0.5, most: 8 }).scale).toBe(0.5);
  });
});

describe("turned", () => {
  it("is where it was after four quarter turns", () => {
    fc.assert(
      fc.property(views, points, points, (view, about, point) => {
        const round = [1, 1, 1, 1].reduce((turning, turn) => turned(turning, turn, about), view);
        expectSamePlace(toScreen(round, point), toScreen(view, point), 1e-6);
      }),
    );
  });

  it("is undone by as many turns the other way", () => {
    fc.assert(
      fc.property(views, fc.integer({ min: -9, max: 9 }), points, (view, turns, about) => {
        const back = turned(turned(view, turns, about), -turns, about);
        expectSamePlace(toScreen(back, about), toScreen(view, about), 1e-6);
      }),
    );
  });

  it("goes clockwise about a place that stays", () => {
    const view = turned(uprightView(1), 1, { x: 10, y: 10 });
    expect(toScreen(view, { x: 10, y: 10 })).toEqual({ x: 10, y: 10 });
    expect(toScreen(view, { x: 12, y: 10 })).toEqual({ x: 10, y: 12 });
  });
});

describe("fitView", () => {
  it("shows the whole image, centred, touching the margin on at least one pair of sides", () => {
    fc.assert(
      fc.property(orientations, sizes, screens, (orientation, image, screen) => {
        const view = fitView(image, screen, uprightView(orientation), 10);
        const box = screenBox(view, { left: 0, top: 0, ...image });
        expect(box.left).toBeGreaterThan(9.999);
        expect(box.top).toBeGreaterThan(9.999);
        expect(Math.min(box.left, box.top)).toBeCloseTo(10, 6);
        expect(box.left * 2 + box.width).toBeCloseTo(screen.width, 6);
        expect(box.top * 2 + box.height).toBeCloseTo(screen.height, 6);
      }),
    );
  });
});

describe("uprightView", () => {
  // The table of EXIF 2.32: which side of the shown image the stored first row and first column are on.
  it.each<[Orientation, row: string, column: string]>([
    [1, "top", "left"],
    [2, "top", "right"],
    [3, "bottom", "right"],
    [4, "bottom", "left"],
    [5, "left", "top"],
    [6, "right", "top"],
    [7, "right", "bottom"],
    [8, "left", "bottom"],
  ])("shows orientation %i with its first row at the %s and its first column at the %s", (orientation, row, column) => {
    const image = { width: 300, height: 200 };
    const facing = uprightView(orientation);
    const screen = turnedSize(facing, image);
    const view = fitView(image, screen, facing);
    const side = ({ x, y }: Point): string =>
      x === 0 ? "left" : y === 0 ? "top" : x === screen.width ? "right" : y === screen.height ? "bottom" : "inside";
    expect(side(toScreen(view, { x: 150, y: 0 }))).toBe(row);
    expect(side(toScreen(view, { x: 0, y: 100 }))).toBe(column);
  });
});

describe("visibleBox", () => {
  it("holds every place of the image that is on the screen, and nothing beyond the image", () => {
    fc.assert(
      fc.property(views, sizes, screens, fc.double({ min: 0, max: 1, noNaN: true }), (view, image, screen, share) => {
        const box = visibleBox(view, image, screen);
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(image.width);
        const place = toImage(view, { x: screen.width * share, y: screen.height * (1 - share) });
        const within = place.x >= 0 && place.y >= 0 && place.x <= image.width && place.y <= image.height;
        if (!within) return;
        expect(place.x).toBeGreaterThanOrEqual(box.left - 1e-6);
        expect(place.x).toBeLessThanOrEqual(box.left + box.width + 1e-6);
        expect(place.y).toBeGreaterThanOrEqual(box.top - 1e-6);
        expect(place.y).toBeLessThanOrEqual(box.top + box.height + 1e-6);
      }),
    );
  });
});

describe("keptInSight", () => {
  it("leaves some of the image on the screen wherever it was pushed", () => {
    fc.assert(
      fc.property(views, sizes, screens, points, (view, image, screen, push) => {
        const kept = keptInSight(panBy(view, push.x * 10, push.y * 10), image, screen, 40);
        const box = screenBox(kept, { left: 0, top: 0, ...image });
        const across = Math.min(box.left + box.width, screen.width) - Math.max(box.left, 0);
        expect(across).toBeGreaterThan(Math.min(40, box.width) - 1e-3);
      }),
    );
  });

  it("leaves a view alone that shows enough", () => {
    const view = fitView({ width: 100, height: 100 }, { width: 500, height: 400 }, uprightView(6));
    expect(keptInSight(view, { width: 100, height: 100 }, { width: 500, height: 400 }, 40)).toBe(view);
  });
});

describe("centeredView", () => {
  it("puts a place in the middle of the screen", () => {
    fc.assert(
      fc.property(views, points, screens, (view, point, screen) => {
        const middle = toScreen(centeredView(view, point, screen), point);
        expectSamePlace(middle, { x: screen.width / 2, y: screen.height / 2 }, 1e-4);
      }),
    );
  });
});
