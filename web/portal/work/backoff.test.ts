import { describe, expect, it } from "vitest";
import { backoffMs } from "./backoff.js";

describe("waiting before another try", () => {
  it("doubles up to half a minute", () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((failures) => backoffMs(failures, 1))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
  });

  it("is spread over the upper half, so that browsers do not return together", () => {
    expect([backoffMs(3, 0), backoffMs(3, 0.5)]).toEqual([2000, 3000]);
  });

  it("is at least what the server asked for", () => {
    expect(backoffMs(1, 0, 90)).toBe(90_000);
  });
});
