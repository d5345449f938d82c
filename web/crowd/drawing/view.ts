import { clamp, type Box, type Point, type Size } from "./point.js";

/**
 * How an image lies on a screen: x' = a·x + c·y + e, y' = b·x + d·y + f, the order of canvas transforms. The linear part
 * is always a scale, quarter turns and perhaps a mirror (EXIF has those), so that pixels stay upright squares.
 */
export interface View {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
  /** Screen pixels to one image pixel. */
  readonly scale: number;
}

/** EXIF orientation (tag 0x0112, TIFF 6.0): where the stored first row and column are to be shown. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface ScaleRange {
  readonly least: number;
  readonly most: number;
}

/** The linear parts that show stored pixels upright, by orientation. */
const uprightParts: Readonly<Record<Orientation, readonly [a: number, b: number, c: number, d: number]>> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
};

/** A view of scale 1 that shows an image of some orientation upright; where it lies is for `fitView` to say. */
export function uprightView(orientation: Orientation): View {
  const [a, b, c, d] = uprightParts[orientation];
  return { a, b, c, d, e: 0, f: 0, scale: 1 };
}

export function toScreen(view: View, point: Point): Point {
  return { x: view.a * point.x + view.c * point.y + view.e, y: view.b * point.x + view.d * point.y + view.f };
}

export function toImage(view: View, point: Point): Point {
  const determinant = view.a * view.d - view.b * view.c;
  const x = point.x - view.e;
  const y = point.y - view.f;
  return { x: (view.d * x - view.c * y) / determinant, y: (view.a * y - view.b * x) / determinant };
}

/** The size of an image once turned as a view turns it, in image pixels. */
export function turnedSize(view: View, image: Size): Size {
  return view.a === 0 ? { width: image.height, height: image.width } : image;
}

/** The whole image as large as it goes within a margin, turned as `facing` is. */
export function fitView(image: Size, screen: Size, facing: View, margin = 0): View {
  const { width, height } = turnedSize(facing, image);
  const wide = Math.max(screen.width - 2 * margin, 1) / width;
  const high = Math.max(screen.height - 2 * margin, 1) / height;
  return centeredView(rescaled(facing, Math.min(wide, high)), middleOf(image), screen);
}

/** The same scale and turn with an image point in the middle of the screen. */
export function centeredView(view: View, at: Point, screen: Size): View {
  const now = toScreen(view, at);
  return panBy(view, screen.width / 2 - now.x, screen.height / 2 - now.y);
}

/** A box of the image in the middle, as large as fits `share` of the screen but no larger than `most`. */
export function viewOfBox(view: View, box: Box, screen: Size, share: number, most: number): View {
  const { width, height } = turnedSize(view, box);
  const wide = (screen.width * share) / Math.max(width, 1);
  const high = (screen.height * share) / Math.max(height, 1);
  const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  return centeredView(rescaled(view, Math.min(wide, high, most)), middle, screen);
}

export function panBy(view: View, dx: number, dy: number): View {
  return { ...view, e: view.e + dx, f: view.f + dy };
}

/** Larger or smaller about a screen point, which keeps showing the same place of the image. */
export function zoomAt(view: View, at: Point, factor: number, range: ScaleRange): View {
  const scale = Math.min(Math.max(view.scale * factor, range.least), range.most);
  const zoomed = rescaled(view, scale);
  const now = toScreen(zoomed, toImage(view, at));
  return panBy(zoomed, at.x - now.x, at.y - now.y);
}

/** Turned clockwise about a screen point. */
export function turned(view: View, quarterTurns: number, about: Point): View {
  const turns = ((quarterTurns % 4) + 4) % 4;
  let result = view;
  for (let done = 0; done < turns; done += 1) result = turnedOnce(result, about);
  return result;
}

function turnedOnce(view: View, about: Point): View {
  const { a, b, c, d, e, f, scale } = view;
  // Zero minus, because a negative zero would tell apart views that are the same.
  return { a: 0 - b, b: a, c: 0 - d, d: c, e: about.x + about.y - f, f: about.y - about.x + e, scale };
}

/** The part of an image that a screen shows. */
export function visibleBox(view: View, image: Size, screen: Size): Box {
  const one = toImage(view, { x: 0, y: 0 });
  const other = toImage(view, { x: screen.width, y: screen.height });
  const left = clamp(Math.min(one.x, other.x), 0, image.width);
  const top = clamp(Math.min(one.y, other.y), 0, image.height);
  const width = clamp(Math.max(one.x, other.x), 0, image.width) - left;
  const height = clamp(Math.max(one.y, other.y), 0, image.height) - top;
  return { left, top, width, height };
}

/** Where a box of the image lies on the screen. */
export function screenBox(view: View, box: Box): Box {
  const one = toScreen(view, { x: box.left, y: box.top });
  const other = toScreen(view, { x: box.left + box.width, y: box.top + box.height });
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    width: Math.abs(other.x - one.x),
    height: Math.abs(other.y - one.y),
  };
}

/** Moved so that at least `margin` pixels of the image stay on the screen. */
export function keptInSight(view: View, image: Size, screen: Size, margin: number): View {
  const box = screenBox(view, { left: 0, top: 0, ...image });
  const dx = clamp(box.left, Math.min(margin - box.width, 0), Math.max(screen.width - margin, 0)) - box.left;
  const dy = clamp(box.top, Math.min(margin - box.height, 0), Math.max(screen.height - margin, 0)) - box.top;
  return dx === 0 && dy === 0 ? view : panBy(view, dx, dy);
}

function rescaled(view: View, scale: number): View {
  const factor = scale / view.scale;
  return { ...view, a: view.a * factor, b: view.b * factor, c: view.c * factor, d: view.d * factor, scale };
}

function middleOf(image: Size): Point {
  return { x: image.width / 2, y: image.height / 2 };
}
