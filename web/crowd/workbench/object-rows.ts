/** One object as the list shows it. */
export interface ObjectRow {
  readonly id: string;
  readonly label: string;
  readonly color: string;
  /** What tells it from others of its label, such as its number or size. */
  readonly detail: string;
  readonly hidden: boolean;
  readonly locked: boolean;
}

/** The rows whose label or detail holds every word of a search, in any case. */
export function matchingRows(rows: readonly ObjectRow[], search: string): readonly ObjectRow[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = `${row.label} ${row.detail}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Which rows of equal height stand in a scrolled window, with a few more at either end: [first, end). */
export function rowsInSight(count: number, rowHeight: number, scrolled: number, height: number): readonly [number, number] {
  const spare = 4;
  const first = Math.max(0, Math.floor(scrolled / rowHeight) - spare);
  const end = Math.min(count, Math.ceil((scrolled + height) / rowHeight) + spare);
  return [Math.min(first, end), end];
}
