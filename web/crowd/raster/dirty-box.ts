import type { Box, Size } from "../drawing/point.js";

/** The smallest box around all pixels that changed since it was last taken. */
export class DirtyBox {
  #left = Infinity;
  #top = Infinity;
  #right = -Infinity;
  #bottom = -Infinity;

  add(y: number, left: number, right: number): void {
    if (left < this.#left) this.#left = left;
    if (right > this.#right) this.#right = right;
    if (y < this.#top) this.#top = y;
    if (y >= this.#bottom) this.#bottom = y + 1;
  }

  get box(): Box | undefined {
    if (this.#left === Infinity) return undefined;
    return { left: this.#left, top: this.#top, width: this.#right - this.#left, height: this.#bottom - this.#top };
  }

  /** The box, which is empty from then on. */
  take(): Box | undefined {
    const taken = this.box;
    [this.#left, this.#top, this.#right, this.#bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    return taken;
  }
}

/** The box around two boxes. */
export function united(first: Box | undefined, second: Box | undefined): Box | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const left = Math.min(first.left, second.left);
  const top = Math.min(first.top, second.top);
  const right = Math.max(first.left + first.width, second.left + second.width);
  const bottom = Math.max(first.top + first.height, second.top + second.height);
  return { left, top, width: right - left, height: bottom - top };
}

/** The whole pixels of an image that a box touches; undefined when it touches none. */
export function pixelsWithin(box: Box, size: Size): Box | undefined {
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  const right = Math.min(size.width, Math.ceil(box.left + box.width));
  const bottom = Math.min(size.height, Math.ceil(box.top + box.height));
  return right <= left || bottom <= top ? undefined : { left, top, width: right - left, height: bottom - top };
}
