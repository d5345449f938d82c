/**
 * Which rows of a very long list are drawn. Browsers cannot make an element of a million rows' height, so beyond a
 * limit the scroll bar is stretched: dragged, its place is a share of the list; but a wheel or a finger moves the rows
 * by as much as it moves, so that none is passed over unseen.
 */

/** Pixels; Firefox gives up near 17 million, Chromium near 33 million. */
export const tallest = 8_000_000;

export interface RowWindow {
  /** The first row drawn. */
  readonly first: number;
  /** How many rows are drawn. */
  readonly count: number;
  /** Where the first of them stands, in pixels from the top of the scrolled content. */
  readonly offset: number;
  /** The height of the scrolled content in pixels. */
  readonly height: number;
}

/** Where a list stands. */
export interface ListPlace {
  /** The scrolled element's scrollTop. */
  readonly scrolled: number;
  /** The first visible pixel of the list as if it had its whole height. */
  readonly top: number;
}

export interface ListSize {
  readonly total: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
}

export const atTop: ListPlace = { scrolled: 0, top: 0 };

const spare = 6;
const leastStep = 100;

export function rowWindow({ total, rowHeight, viewHeight }: ListSize, { scrolled, top }: ListPlace): RowWindow {
  const height = Math.min(total * rowHeight, tallest);
  const first = Math.max(0, Math.min(total, Math.floor(top / rowHeight) - spare));
  const count = Math.min(total - first, Math.ceil(viewHeight / rowHeight) + 2 * spare);
  return { first, count, offset: scrolled + first * rowHeight - top, height };
}

/** Where the list stands after its element was scrolled. */
export function scrolledTo(size: ListSize, before: ListPlace, now: number): ListPlace {
  const { whole, reach } = measured(size);
  const scrolled = Math.max(0, now);
  if (whole <= tallest) return { scrolled, top: scrolled };
  const farthest = whole - size.viewHeight;
  const moved = scrolled - before.scrolled;
  if (Math.abs(moved) > 2 * size.viewHeight) return { scrolled, top: Math.min(1, scrolled / reach) * farthest };
  // At its end the bar cannot tell how far a wheel was turned.
  const step = scrolled <= 0 ? Math.min(moved, -leastStep) : scrolled >= reach ? Math.max(moved, leastStep) : moved;
  const top = Math.max(0, Math.min(farthest, before.top + step));
  // Where the bar ends before the list does, or the list before the bar, the bar is put where it belongs.
  const isAtEdge = scrolled <= 0 || scrolled >= reach || top <= 0 || top >= farthest;
  return { scrolled: isAtEdge ? (top / farthest) * reach : scrolled, top };
}

/** Where the list must stand so that a row is in view, moved no farther than needed. */
export function placeOf(size: ListSize, before: ListPlace, row: number): ListPlace {
  const { whole, reach } = measured(size);
  const { rowHeight, viewHeight } = size;
  const from = row * rowHeight;
  if (from >= before.top && from + rowHeight <= before.top + viewHeight) return before;
  const wanted = from < before.top ? from : from + rowHeight - viewHeight;
  const top = Math.max(0, Math.min(Math.max(0, whole - viewHeight), wanted));
  return { scrolled: whole <= tallest ? top : (top / (whole - viewHeight)) * reach, top };
}

function measured({ total, rowHeight, viewHeight }: ListSize): { readonly whole: number; readonly reach: number } {
  const whole = total * rowHeight;
  return { whole, reach: Math.max(1, Math.min(whole, tallest) - viewHeight) };
}
