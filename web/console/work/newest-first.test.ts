import fc from "fast-check";
import { expect, test } from "vitest";
import { withPage, type Grown, type Numbered } from "./newest-first.js";

const empty: Grown<Numbered> = { rows: [], ended: false };
const server = (ids: readonly number[], before: number | null, limit: number): readonly Numbered[] =>
  ids.filter((id) => before === null || id < before).slice(0, limit).map((id) => ({ id }));

test("page after page gives the whole list, once each and in order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (given, limit) => {
      const ids = [...given].sort((one, other) => other - one);
      let list = empty;
      while (!list.ended) {
        const before = list.rows.at(-1)?.id ?? null;
        list = withPage(list, server(ids, before, limit), before, limit);
      }
      expect(list.rows.map((row) => row.id)).toEqual(ids);
    }),
  );
});

test("what appeared and what is gone shows when pages are fetched anew", () => {
  const before = withPage(empty, server([9, 8, 7, 6], null, 10), null, 10);
  expect(withPage(before, server([11, 9, 6], null, 10), null, 10).rows.map((row) => row.id)).toEqual([11, 9, 6]);
  expect(withPage(before, server([9, 7, 6], 9, 2), 9, 2).rows.map((row) => row.id)).toEqual([9, 7, 6]);
});

test("more new rows than a page holds begin the list anew, so that none is missed between", () => {
  const before: Grown<Numbered> = { rows: [{ id: 3 }, { id: 2 }], ended: true };
  const after = withPage(before, server([9, 8, 7, 6, 3, 2], null, 2), null, 2);
  expect(after).toEqual({ rows: [{ id: 9 }, { id: 8 }], ended: false });
});

test("a page fetched anew in the middle does not make an ended list look unended", () => {
  const list: Grown<Numbered> = { rows: [{ id: 5 }, { id: 4 }, { id: 3 }], ended: true };
  expect(withPage(list, server([5, 4, 3], null, 2), null, 2).ended).toBe(true);
  expect(withPage(list, server([5, 4, 3], 5, 2), 5, 2).ended).toBe(true);
});
