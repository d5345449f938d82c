import { boxBetween, clampToImage, type Box, type Point, type Size } from "../drawing/point.js";
import type { FormPair } from "./form-pairs.js";

export type Part = "key" | "value";

/** One box of a pair on the picture. */
export interface PlacedBox {
  readonly id: string;
  readonly part: Part;
  /** In the picture's stored pixels. */
  readonly box: Box;
}

/** What a press on a box takes hold of: all of it, or the corner whose opposite stays. */
export type Grip = "inside" | { readonly opposite: Point };

/** The boxes of pairs that hold, in stored pixels. */
export function placedBoxes(pairs: readonly FormPair[], image: Size): readonly PlacedBox[] {
  return pairs.flatMap(({ id, keyBox, valueBox, valid, blank, notFound }) => {
    if (!valid || notFound) return [];
    const placed: PlacedBox[] = [];
    if (keyBox !== undefined) placed.push({ id, part: "key", box: inPixels(keyBox, image) });
    if (valueBox !== undefined && !blank) placed.push({ id, part: "value", box: inPixels(valueBox, image) });
    return placed;
  });
}

/** The box under a point: of the wanted pair if it is among them, else the smallest. */
export function boxAt(boxes: readonly PlacedBox[], point: Point, reach: number, wanted?: string): PlacedBox | undefined {
  const under = boxes.filter(({ box }) => gripAt(box, point, reach) !== undefined);
  const area = ({ box }: PlacedBox): number => box.width * box.height;
  return under.find(({ id }) => id === wanted) ?? under.sort((first, second) => area(first) - area(second))[0];
}

/** What of a box is within reach of a point. */
export function gripAt(box: Box, point: Point, reach: number): Grip | undefined {
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const corners: readonly (readonly [corner: Point, opposite: Point])[] = [
    [{ x: box.left, y: box.top }, { x: right, y: bottom }],
    [{ x: right, y: box.top }, { x: box.left, y: bottom }],
    [{ x: box.left, y: bottom }, { x: right, y: box.top }],
    [{ x: right, y: bottom }, { x: box.left, y: box.top }],
  ];
  for (const [corner, opposite] of corners) {
    if (Math.hypot(corner.x - point.x, corner.y - point.y) <= reach) return { opposite };
  }
  const within = point.x >= box.left && point.x <= right && point.y >= box.top && point.y <= bottom;
  return within ? "inside" : undefined;
}

/** A box dragged by a grip from one point to another, kept within the picture. */
export function dragged(box: Box, grip: Grip, from: Point, to: Point, image: Size): Box {
  if (grip !== "inside") return boxBetween(grip.opposite, clampToImage(to, image));
  return movedWithin({ ...box, left: box.left + to.x - from.x, top: box.top + to.y - from.y }, image);
}

function movedWithin(box: Box, image: Size): Box {
  const left = Math.min(Math.max(box.left, 0), image.width - box.width);
  const top = Math.min(Math.max(box.top, 0), image.height - box.height);
  return { ...box, left, top };
}

/** A box made larger or smaller at its right and bottom sides, at least one pixel and within the picture. */
function resizedBy(box: Box, dx: number, dy: number, image: Size): Box {
  const width = Math.min(Math.max(box.width + dx, 1), image.width - box.left);
  const height = Math.min(Math.max(box.height + dy, 1), image.height - box.top);
  return { ...box, width, height };
}

export function inPixels(share: Box, image: Size): Box {
  return {
    left: share.left * image.width,
    top: share.top * image.height,
    width: share.width * image.width,
    height: share.height * image.height,
  };
}

export function asShare(box: Box, image: Size): Box {
  return {
    left: box.left / image.width,
    top: box.top / image.height,
    width: box.width / image.width,
    height: box.height / image.height,
  };
}

/** Where a box appears that is placed by keys alone, in shares of the picture. */
export const unplaced: Box = { left: 0.4, top: 0.45, width: 0.2, height: 0.03 };

const arrows: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The box an arrow key makes of one: moved, with Alt resized, with Shift by ten pixels; undefined for other keys. */
export function nudged(
  box: Box,
  { key, altKey, shiftKey }: Pick<KeyboardEvent, "key" | "altKey" | "shiftKey">,
  image: Size,
): Box | undefined {
  const arrow = arrows[key];
  if (arrow === undefined) return undefined;
  const by = shiftKey ? 10 : 1;
  const [dx, dy] = [arrow[0] * by, arrow[1] * by];
  if (altKey) return resizedBy(box, dx, dy, image);
  return movedWithin({ ...box, left: box.left + dx, top: box.top + dy }, image);
}
