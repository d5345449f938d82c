/**
 * The order in which responses are shown, as places in the input: `order[0]` is shown first. The same seed always gives
 * the same order; without one they stay as they came. Seeds are hashed by FNV-1a, numbers drawn by mulberry32, and the
 * list is shuffled by Fisher and Yates's method from its end.
 */
export function shownOrder(count: number, seed: string): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  if (seed === "") return order;
  const draw = mulberry32(fnv1a(seed));
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(draw() * (last + 1));
    [order[last], order[other]] = [order[other] ?? other, order[last] ?? last];
  }
  return order;
}

/** What a response is called in the page: A to Z by the place it is shown at, then 27 and on. */
export function responseLetter(shownAt: number): string {
  return shownAt < 26 ? String.fromCharCode(65 + shownAt) : String(shownAt + 1);
}

/** 32-bit FNV-1a over the UTF-8 bytes (http://www.isthe.com/chongo/tech/comp/fnv/). */
function fnv1a(text: string): number {
  return new TextEncoder().encode(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
