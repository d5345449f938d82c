/**
 * Ranks of responses in one dimension: the i-th is that of the i-th response, 1 is best, null is not ranked yet.
 * There are as many ranks to give as there are responses, so a place stays empty where responses share one.
 */
export type Ranks = readonly (number | null)[];

export function noRanks(count: number): Ranks {
  return Array.from({ length: count }, () => null);
}

/**
 * Gives a response a rank. Where ties are allowed it joins whoever has that rank; where they are not, the others make
 * room as in a list: those between its old place and the new one (or the nearest free place) move up by one.
 */
export function place(ranks: Ranks, response: number, rank: number, allowTie: boolean): Ranks {
  if (ranks[response] === undefined) return ranks;
  const target = Math.min(Math.max(Math.round(rank), 1), ranks.length);
  const without = withdraw(ranks, response);
  if (allowTie || !without.includes(target)) return replaced(without, response, target);
  const free = freePlace(without, ranks[response], target);
  const step = free < target ? -1 : 1;
  const [low, high] = [Math.min(free, target), Math.max(free, target)];
  const shifted = without.map((each) => (each !== null && each >= low && each <= high ? each + step : each));
  return replaced(shifted, response, target);
}

/** Takes a response's rank away. */
export function withdraw(ranks: Ranks, response: number): Ranks {
  return replaced(ranks, response, null);
}

/** One place better (-1) or worse (+1); a response without a rank takes the best free place. */
export function step(ranks: Ranks, response: number, by: -1 | 1, allowTie: boolean): Ranks {
  const rank = ranks[response];
  if (rank === undefined) return ranks;
  return place(ranks, response, rank === null ? (firstFree(ranks) ?? ranks.length) : rank + by, allowTie);
}

/** Whether every response has a rank. */
export function isComplete(ranks: Ranks): ranks is readonly number[] {
  return ranks.every((rank) => rank !== null);
}

/** The same order without empty places (1, 1, 3 becomes 1, 1, 2), so that one order is always written one way. */
export function denseRanks(ranks: Ranks): Ranks {
  const used = Array.from(new Set(ranks.filter((rank) => rank !== null))).sort((a, b) => a - b);
  return ranks.map((rank) => (rank === null ? null : used.indexOf(rank) + 1));
}

/** The first response, from `after` on and then from the start, that has no rank yet. */
export function nextUnranked(ranks: Ranks, after: number): number | undefined {
  const order = ranks.map((_, index) => (after + 1 + index) % ranks.length);
  return order.find((response) => ranks[response] === null);
}

/** Ranks from a draft or a script: numbers from 1 to `count`, one per response; anything else is no rank. */
export function ranksFrom(given: unknown, count: number, allowTie: boolean): Ranks {
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  return Array.from({ length: count }, (_, response) => list[response]).reduce<Ranks>((ranks, rank, response) => {
    const usable = typeof rank === "number" && Number.isInteger(rank) && rank >= 1 && rank <= count;
    return usable && (allowTie || !ranks.includes(rank)) ? replaced(ranks, response, rank) : ranks;
  }, noRanks(count));
}

/** One response preferred to another, by their places in the input. */
export interface PreferencePair {
  readonly chosen: number;
  readonly rejected: number;
}

/** Every pair that ranks tell apart, best first; ties give none. */
export function preferencePairs(ranks: Ranks): PreferencePair[] {
  const ranked = ranks.flatMap((rank, response) => (rank === null ? [] : [{ rank, response }]));
  ranked.sort((a, b) => a.rank - b.rank || a.response - b.response);
  return ranked.flatMap((better, index) =>
    ranked
      .slice(index + 1)
      .filter((worse) => worse.rank > better.rank)
      .map((worse) => ({ chosen: better.response, rejected: worse.response })),
  );
}

function replaced(ranks: Ranks, response: number, rank: number | null): Ranks {
  return ranks.map((each, index) => (index === response ? rank : each));
}

function firstFree(ranks: Ranks): number | undefined {
  return ranks.map((_, index) => index + 1).find((rank) => !ranks.includes(rank));
}

/** The place that closes the gap: the one just left, else the free one nearest to the target. */
function freePlace(without: Ranks, left: number | null | undefined, target: number): number {
  if (typeof left === "number" && !without.includes(left)) return left;
  const free = without.map((_, index) => index + 1).filter((rank) => !without.includes(rank));
  return free.reduce((best, rank) => (Math.abs(rank - target) < Math.abs(best - target) ? rank : best), free[0] ?? target);
}
