/**
 * Which rows of a very long list are drawn. Browsers cannot make an element of a million rows' height, so beyond a
 * limit the scroll bar is stretched: its position is a share of the list, and rows are placed relative to what is seen.
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

const spare = 6;

export function rowWindow(total: number, rowHeight: number, viewHeight: number, scrollTop: number): RowWindow {
  const whole = total * rowHeight;
  const height = Math.min(whole, tallest);
  const reach = Math.max(1, height - viewHeight);
  const share = Math.min(1, Math.max(0, scrollTop) / reach);
  const top = whole <= tallest ? Math.max(0, scrollTop) : share * Math.max(0, whole - viewHeight);
  const first = Math.max(0, Math.min(total, Math.floor(top / rowHeight) - spare));
  const count = Math.min(total - first, Math.ceil(viewHeight / rowHeight) + 2 * spare);
  return { first, count, offset: Math.max(0, scrollTop) + first * rowHeight - top, height };
}

/** Where the list must be scrolled to so that a row stands at the top. */
export function scrollTopOf(row: number, total: number, rowHeight: number, viewHeight: number): number {
  const whole = total * rowHeight;
  if (whole <= tallest) return row * rowHeight;
  return ((row * rowHeight) / Math.max(1, whole - viewHeight)) * (tallest - viewHeight);
}
