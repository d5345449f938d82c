import { screenBox, type View } from "../drawing/view.js";
import type { Picture } from "./picture-loading.js";

/** Magnified more than this, single pixels are shown as squares. */
const smoothUpTo = 4;

/** Paints a picture as a view lies, from the smallest level that has a pixel for each of the screen's. */
export function paintPicture(context: CanvasRenderingContext2D, picture: Picture, view: View, ratio: number): void {
  const { canvas } = context;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const deviceScale = view.scale * ratio;
  const level = picture.levels[levelFor(deviceScale, picture.levels.length)];
  if (level === undefined) return;
  const { a, b, c, d, e, f } = view;
  context.imageSmoothingEnabled = deviceScale <= smoothUpTo;
  context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
  context.drawImage(level, 0, 0, picture.size.width, picture.size.height);
}

/** The level to paint from: the smallest that is not magnified. */
export function levelFor(deviceScale: number, count: number): number {
  const halvings = Math.floor(Math.log2(1 / deviceScale) + 1e-9);
  return Math.min(Math.max(halvings, 0), count - 1);
}

/** Paints the whole picture small, and where the screen lies in it. */
export function paintMinimap(context: CanvasRenderingContext2D, picture: Picture, map: View, ratio: number): void {
  paintPicture(context, picture, map, ratio);
  const box = screenBox(map, { left: 0, top: 0, ...picture.size });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.strokeRect(box.left, box.top, box.width, box.height);
}
