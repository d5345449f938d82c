import fc from "fast-check";
import { expect, test } from "vitest";
import { rowWindow, scrollTopOf, tallest } from "./window-of-rows.js";

const rowHeight = 56;
const viewHeight = 600;

test("every row of a list of any length can be brought into view", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
      const row = Math.min(total - 1, Math.floor(share * total));
      const height = Math.min(total * rowHeight, tallest);
      const top = Math.min(scrollTopOf(row, total, rowHeight, viewHeight), Math.max(0, height - viewHeight));
      const seen = rowWindow(total, rowHeight, viewHeight, top);
      expect(seen.first).toBeLessThanOrEqual(row);
      expect(seen.first + seen.count).toBeGreaterThan(row);
      expect(seen.height).toBeLessThanOrEqual(tallest);
    }),
  );
});

test("the rows drawn cover what is seen", () => {
  const seen = rowWindow(1_000_000, rowHeight, viewHeight, 4_000_000);
  expect(seen.offset).toBeLessThanOrEqual(4_000_000);
  expect(seen.offset + seen.count * rowHeight).toBeGreaterThanOrEqual(4_000_000 + viewHeight);
});
