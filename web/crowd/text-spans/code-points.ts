/**
 * Translates between the two ways to count a text: code points, as AWS's offsets and Python count, and UTF-16 units, as
 * JavaScript and the DOM count. They differ by one for each astral character (most emoji, rare Han, old scripts) before
 * the place. A lone surrogate counts as one in both.
 */
export class CodePointIndex {
  /** UTF-16 positions at which surrogate pairs begin, ascending. */
  readonly #pairs: Uint32Array;
  /** The text's length in code points. */
  readonly length: number;

  constructor(text: string) {
    this.#pairs = Uint32Array.from(Array.from(text.matchAll(/[\u{10000}-\u{10FFFF}]/gu), (match) => match.index));
    this.length = text.length - this.#pairs.length;
  }

  /** Code points before a UTF-16 position; one inside a pair counts as the pair's beginning. */
  toCodePoint(position: number): number {
    return position - countWhile(this.#pairs, (pair) => pair < position);
  }

  /** The UTF-16 position at which the code point with this number begins. */
  toUtf16(number: number): number {
    return number + countWhile(this.#pairs, (pair, before) => pair - before < number);
  }
}

/** How many leading elements satisfy a condition that never becomes true again once it is false. */
function countWhile(sorted: Uint32Array, holds: (value: number, index: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
