import { boxesMeet, type Box, type Size } from "../drawing/point.js";
import { visibleBox, type View } from "../drawing/view.js";
import type { Picture } from "./picture.js";
import type { StageLayer } from "./stage-layer.js";

/** Magnified more than this, single pixels are shown as squares. */
const smoothUpTo = 4;

/** Paints a picture as a view lies, from the smallest level that has a pixel for each of the screen's. */
export function paintPicture(context: CanvasRenderingContext2D, picture: Picture, view: View, ratio: number): void {
  wipe(context);
  const deviceScale = view.scale * ratio;
  const level = picture.levels[levelFor(deviceScale, picture.levels.length)];
  if (level === undefined) return;
  const { a, b, c, d, e, f } = view;
  context.imageSmoothingEnabled = deviceScale <= smoothUpTo;
  context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
  const across = picture.size.width / level.width;
  const down = picture.size.height / level.height;
  const screen = { width: context.canvas.width / ratio, height: context.canvas.height / ratio };
  const visible = visibleBox(view, picture.size, screen);
  for (const { image, left, top, width, height } of level.tiles) {
    const place = { left: left * across, top: top * down, width: width * across, height: height * down };
    if (boxesMeet(place, visible)) context.drawImage(image, place.left, place.top, place.width, place.height);
  }
}

/** The level to paint from: the smallest that is not magnified. */
export function levelFor(deviceScale: number, count: number): number {
  const halvings = Math.floor(Math.log2(1 / deviceScale) + 1e-9);
  return Math.min(Math.max(halvings, 0), count - 1);
}

/** Paints layers in their order, in CSS pixels. */
export function paintLayers(
  context: CanvasRenderingContext2D,
  layers: readonly StageLayer[],
  view: View,
  visible: Box,
  ratio: number,
): void {
  for (const layer of layers) {
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    layer.draw(context, view, visible);
    context.restore();
  }
}

export function wipe(context: CanvasRenderingContext2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}

/** Gives canvases that lie over one another the pixels of the device; the CSS pixels the last of them covers. */
export function sizedToScreen(canvases: readonly (HTMLCanvasElement | null)[]): Size {
  const { clientWidth: width = 0, clientHeight: height = 0 } = canvases.at(-1) ?? {};
  for (const canvas of canvases) {
    if (canvas === null) continue;
    canvas.width = Math.round(width * window.devicePixelRatio);
    canvas.height = Math.round(height * window.devicePixelRatio);
  }
  return { width, height };
}
