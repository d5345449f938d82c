import fc from "fast-check";
import { expect, test } from "vitest";
import { paceOf } from "./throughput.js";

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000).toISOString();

test("hours in which nobody answered are bars too, so that a pause looks like one", () => {
  const pace = paceOf([{ hour: at(5), answers: 4 }, { hour: at(2), answers: 7 }]);
  expect(pace.hours).toBe(1);
  expect(pace.slots.map(({ answers }) => answers)).toEqual([7, 0, 0, 4]);
});

test("a long time is told in wider bars, and no answer is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ hour: fc.nat(2000).map(at), answers: fc.nat(100) }), { minLength: 1 }), (hours) => {
      const pace = paceOf(hours, 30);
      expect(pace.slots.length).toBeLessThanOrEqual(31);
      const sum = (list: readonly { readonly answers: number }[]): number => list.reduce((all, { answers }) => all + answers, 0);
      expect(sum(pace.slots)).toBe(sum(hours));
    }),
  );
});

test("no answer is no bar", () => {
  expect(paceOf([]).slots).toEqual([]);
});
