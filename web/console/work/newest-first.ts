/** A growing list, the newest first, of which pages are fetched anew while it changes elsewhere. */

export interface Numbered {
  /** Later ones have higher numbers. */
  readonly id: number;
}

export interface Grown<Row> {
  readonly rows: readonly Row[];
  /** Whether the oldest is among them. */
  readonly ended: boolean;
}

/**
 * The list with a page put into it: up to `limit` rows below `before` (the newest for null). What the page should hold
 * and does not is gone; what a full newest page does not reach down to is forgotten, so that no gap stays unseen.
 */
export function withPage<Row extends Numbered>(list: Grown<Row>, page: readonly Row[], before: number | null, limit: number): Grown<Row> {
  const last = page.length < limit;
  const lowest = last ? -Infinity : (page.at(-1)?.id ?? -Infinity);
  const above = before === null ? [] : list.rows.filter((row) => row.id >= before);
  const below = list.rows.filter((row) => row.id < lowest);
  const newest = list.rows[0]?.id ?? -Infinity;
  if (before === null && lowest > newest) return { rows: page, ended: last };
  const reaches = below.length > 0 || page.at(-1)?.id === list.rows.at(-1)?.id;
  return { rows: [...above, ...page, ...below], ended: last || (list.ended && reaches) };
}
