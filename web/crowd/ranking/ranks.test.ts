import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  denseRanks,
  isComplete,
  nextUnranked,
  noRanks,
  place,
  preferencePairs,
  ranksFrom,
  step,
  withdraw,
  type Ranks,
} from "./ranks.js";

interface Move {
  readonly response: number;
  readonly rank: number;
}

const count = fc.integer({ min: 2, max: 8 });
const moves = fc.array(fc.record({ response: fc.nat(7), rank: fc.integer({ min: -2, max: 11 }) }), { maxLength: 30 });

function played(size: number, made: readonly Move[], allowTie: boolean): Ranks {
  return made.reduce((ranks, move) => place(ranks, move.response, move.rank, allowTie), noRanks(size));
}

function ranked(ranks: Ranks): number[] {
  return ranks.filter((rank) => rank !== null);
}

describe("placing", () => {
  it("keeps every rank within range and never loses one", () => {
    fc.assert(
      fc.property(count, moves, fc.boolean(), (size, made, allowTie) => {
        const ranks = played(size, made, allowTie);
        expect(ranks).toHaveLength(size);
        expect(ranked(ranks).every((rank) => Number.isInteger(rank) && rank >= 1 && rank <= size)).toBe(true);
        const touched = new Set(made.map((move) => move.response).filter((response) => response < size));
        expect(ranked(ranks)).toHaveLength(touched.size);
      }),
    );
  });

  it("makes no tie where ties are not allowed", () => {
    fc.assert(
      fc.property(count, moves, (size, made) => {
        const given = ranked(played(size, made, false));
        expect(new Set(given).size).toBe(given.length);
      }),
    );
  });

  it("puts the response where it was asked to be", () => {
    fc.assert(
      fc.property(count, moves, fc.nat(7), fc.integer({ min: 1, max: 8 }), fc.boolean(), (size, made, who, to, tie) => {
        fc.pre(who < size && to <= size);
        expect(place(played(size, made, tie), who, to, tie)[who]).toBe(to);
      }),
    );
  });

  it("keeps the order of the others", () => {
    fc.assert(
      fc.property(count, moves, fc.nat(7), fc.integer({ min: 1, max: 8 }), (size, made, who, to) => {
        fc.pre(who < size);
        const before = played(size, made, false);
        const after = place(before, who, to, false);
        const orderOf = (ranks: Ranks): number[] =>
          ranks.flatMap((rank, index) => (rank === null || index === who ? [] : [{ rank, index }]))
            .sort((a, b) => a.rank - b.rank)
            .map(({ index }) => index);
        expect(orderOf(after)).toEqual(orderOf(before));
      }),
    );
  });

  it.each([
    [[1, 2, 3], 2, 1, false, [2, 3, 1]],
    [[1, 2, 3], 0, 3, false, [3, 1, 2]],
    [[1, null, null], 1, 1, false, [2, 1, null]],
    [[null, null, 3], 0, 3, false, [3, null, 2]],
    [[1, null, null], 1, 1, true, [1, 1, null]],
  ] as const)("%j: response %i to rank %i, ties %s", (before, who, to, tie, after) => {
    expect(place(before, who, to, tie)).toEqual(after);
  });
});

describe("stepping", () => {
  it("stops at both ends", () => {
    expect(step([1, 2], 0, -1, true)).toEqual([1, 2]);
    expect(step([1, 2], 1, 1, true)).toEqual([1, 2]);
  });

  it("gives a response without a rank the best free place", () => {
    expect(step([1, null, null], 2, 1, false)).toEqual([1, null, 2]);
  });

  it("down and up again is where it began", () => {
    fc.assert(
      fc.property(count, moves, fc.nat(7), (size, made, who) => {
        const ranks = played(size, made, false);
        const rank = ranks[who];
        fc.pre(typeof rank === "number" && rank < size && isComplete(ranks));
        expect(step(step(ranks, who, 1, false), who, -1, false)).toEqual(ranks);
      }),
    );
  });
});

describe("dense ranks", () => {
  it("say the same order without gaps", () => {
    fc.assert(
      fc.property(count, moves, (size, made) => {
        const ranks = played(size, made, true);
        const dense = denseRanks(ranks);
        expect(preferencePairs(dense)).toEqual(preferencePairs(ranks));
        expect(denseRanks(dense)).toEqual(dense);
        expect(new Set(ranked(dense)).size).toBe(Math.max(0, ...ranked(dense)));
      }),
    );
  });

  it("repeat a number for a tie", () => {
    expect(denseRanks([3, 1, 1])).toEqual([2, 1, 1]);
  });
});

describe("pairs", () => {
  it("tell apart what the ranks tell apart and nothing else", () => {
    expect(preferencePairs([2, 1, 3])).toEqual([
      { chosen: 1, rejected: 0 },
      { chosen: 1, rejected: 2 },
      { chosen: 0, rejected: 2 },
    ]);
    expect(preferencePairs([1, 1])).toEqual([]);
    expect(preferencePairs([1, null])).toEqual([]);
  });
});

describe("the rest", () => {
  it("withdraws one and finds the next without a rank", () => {
    expect(withdraw([1, 2], 0)).toEqual([null, 2]);
    expect(nextUnranked([1, null, null], 1)).toBe(2);
    expect(nextUnranked([null, 1, 2], 2)).toBe(0);
    expect(nextUnranked([1, 2], 0)).toBeUndefined();
  });

  it.each([
    ["x", [null, null]],
    [[1, 9], [1, null]],
    [[1, 1], [1, null]],
    [[2, 1, 3], [2, 1]],
    [[1.5, "1"], [null, null]],
  ])("takes from a draft only what can be: %j", (given, ranks) => {
    expect(ranksFrom(given, 2, false)).toEqual(ranks);
  });
});
