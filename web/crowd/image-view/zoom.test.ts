import { assert, double, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { fitted, isZoomedIn, panned, zoomedAt } from "./zoom.js";

const size = record({ width: integer({ min: 1, max: 10_000 }), height: integer({ min: 1, max: 10_000 }) });
const view = record({ width: integer({ min: 100, max: 4000 }), height: integer({ min: 100, max: 2000 }) });

describe("fitted", () => {
  it("shows all of a large image and none larger than it is", () => {
    expect(fitted({ width: 2000, height: 1000 }, { width: 500, height: 500 })).toEqual({ scale: 0.25, left: 0, top: 125 });
    expect(fitted({ width: 100, height: 50 }, { width: 500, height: 500 })).toEqual({ scale: 1, left: 200, top: 225 });
  });
});

describe("zoomedAt", () => {
  it("keeps what lies under the pointer", () => {
    const image = { width: 1000, height: 1000 };
    const screen = { width: 500, height: 500 };
    expect(zoomedAt(fitted(image, screen), { x: 250, y: 250 }, 2, image, screen)).toEqual({ scale: 1, left: -250, top: -250 });
  });

  it("never leaves a gap at an edge of an image larger than its view, and never goes below fitting", () => {
    const steps = record({ x: double({ min: 0, max: 1, noNaN: true }), factor: double({ min: 0.1, max: 10, noNaN: true }) });
    assert(
      property(size, view, steps, (image, screen, { x, factor }) => {
        const zoom = zoomedAt(fitted(image, screen), { x: x * screen.width, y: x * screen.height }, factor, image, screen);
        expect(zoom.scale).toBeGreaterThanOrEqual(fitted(image, screen).scale);
        if (image.width * zoom.scale < screen.width) return;
        expect(zoom.left).toBeLessThanOrEqual(1e-6);
        expect(zoom.left + image.width * zoom.scale).toBeGreaterThanOrEqual(screen.width - 1e-6);
      }),
    );
  });
});

describe("panned", () => {
  it("stops at the edges", () => {
    const image = { width: 1000, height: 1000 };
    const screen = { width: 500, height: 500 };
    const zoom = zoomedAt(fitted(image, screen), { x: 0, y: 0 }, 2, image, screen);
    expect(isZoomedIn(zoom, image, screen)).toBe(true);
    expect(panned(zoom, { x: 900, y: -900 }, image, screen)).toEqual({ scale: 1, left: 0, top: -500 });
  });
});
