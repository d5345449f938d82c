import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalCodes, codeLengths } from "./huffman.js";
import { deflateRuns } from "./run-deflate.js";

/** An empty block that says it is the last. */
const last = Uint8Array.of(1, 0, 0, 255, 255);

function inflated(...parts: readonly Uint8Array[]): number[] {
  return Array.from(inflateRawSync(Uint8Array.from([...parts, last].flatMap((part) => Array.from(part)))));
}

const runs = fc
  .array(fc.tuple(fc.nat(255), fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 250, max: 1100 }))))
  .map((pairs) => Uint8Array.from(pairs.flatMap(([byte, length]) => new Array<number>(length).fill(byte))));

describe("runs compressed", () => {
  it("are what zlib makes of them again, also laid end to end", () => {
    fc.assert(
      fc.property(runs, runs, (first, second) => {
        expect(inflated(deflateRuns(first), deflateRuns(second))).toEqual([...first, ...second]);
      }),
    );
  });

  it("hold any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), (bytes) => {
        expect(inflated(deflateRuns(bytes))).toEqual(Array.from(bytes));
      }),
    );
  });

  it("of every match length", () => {
    const bytes = Uint8Array.from(Array.from({ length: 300 }, (_, length) => new Array<number>(length).fill(length % 251)).flat());
    expect(inflated(deflateRuns(bytes))).toEqual(Array.from(bytes));
  });

  it("cost two bits for 258 equal bytes", () => {
    expect(deflateRuns(new Uint8Array(258 * 8000)).length).toBeLessThan(2200);
  });
});

describe("a Huffman code", () => {
  it("keeps to its limit and can be read without doubt", () => {
    const counts = fc.array(fc.oneof(fc.constant(0), fc.nat(2 ** 30)), { minLength: 19, maxLength: 19 });
    fc.assert(
      fc.property(counts, (some) => {
        const lengths = codeLengths(Uint32Array.from(some), 7);
        const used = Array.from(lengths).filter((length) => length > 0);
        expect(used.length).toBe(some.filter((count) => count > 0).length);
        expect(Math.max(0, ...used)).toBeLessThanOrEqual(7);
        const share = used.reduce((sum, length) => sum + 2 ** -length, 0);
        expect(share).toBe(used.length > 1 ? 1 : used.length / 2);
        expect(new Set(canonicalCodes(lengths)).size).toBeGreaterThan(0);
      }),
    );
  });
});
