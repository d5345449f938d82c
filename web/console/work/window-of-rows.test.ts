import fc from "fast-check";
import { expect, test } from "vitest";
import { atTop, placeOf, rowWindow, scrolledTo, tallest, type ListPlace, type ListSize } from "./window-of-rows.js";

const size = (total: number): ListSize => ({ total, rowHeight: 56, viewHeight: 600 });
const million = size(1_000_000);
const draws = (list: ListSize, place: ListPlace, row: number): boolean => {
  const seen = rowWindow(list, place);
  return seen.first <= row && row < seen.first + seen.count;
};

test("every row of a list of any length can be brought into view, from anywhere", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (total, here, there) => {
      const list = size(total);
      const at = (share: number): number => Math.min(total - 1, Math.floor(share * total));
      const place = placeOf(list, placeOf(list, atTop, at(here)), at(there));
      const seen = rowWindow(list, place);
      expect(draws(list, place, at(there))).toBe(true);
      expect(place.top).toBeLessThanOrEqual(at(there) * 56 + 0.001);
      expect(seen.height).toBeLessThanOrEqual(tallest);
      expect(seen.count).toBeLessThan(30);
    }),
  );
});

test("the rows drawn cover what is seen", () => {
  const place = scrolledTo(million, atTop, 4_000_000);
  const seen = rowWindow(million, place);
  expect(seen.offset).toBeLessThanOrEqual(place.scrolled);
  expect(seen.offset + seen.count * 56).toBeGreaterThanOrEqual(place.scrolled + 600);
});

test("the bar's ends are the list's ends", () => {
  const end = scrolledTo(million, atTop, tallest - 600);
  expect(draws(million, end, 999_999)).toBe(true);
  expect(scrolledTo(million, end, 0).top).toBe(0);
});

test("a wheel passes no row over, though the bar is stretched", () => {
  let place = scrolledTo(million, atTop, 4_000_000);
  for (let turn = 0; turn < 200; turn += 1) {
    const before = place.top;
    place = scrolledTo(million, place, place.scrolled + 100);
    expect(place.top - before).toBeCloseTo(100, 3);
  }
});

test("a wheel reaches the very end and the very beginning, however near it began", () => {
  let place = scrolledTo(million, atTop, tallest - 600 - 50);
  for (let turn = 0; turn < 100; turn += 1) place = scrolledTo(million, place, Math.min(tallest - 600, place.scrolled + 100));
  expect(draws(million, place, 999_999)).toBe(true);
  place = placeOf(million, place, 3);
  for (let turn = 0; turn < 10; turn += 1) place = scrolledTo(million, place, Math.max(0, place.scrolled - 100));
  expect(place.top).toBe(0);
});

test("keys move the list no farther than the row that is chosen needs", () => {
  const middle = placeOf(million, atTop, 500_000);
  expect(placeOf(million, middle, 500_000)).toBe(middle);
  expect(placeOf(million, middle, 500_001).top - middle.top).toBeCloseTo(56, 3);
});
