import type { Box, Size } from "../drawing/point.js";
import { screenBox, type View } from "../drawing/view.js";
import type { StageLayer } from "../image-stage/stage-layer.js";
import { pixelsWithin, united } from "./dirty-box.js";
import type { LabelMap } from "./label-map.js";
import { paintOverlay, scaledView, type OverlayColours } from "./overlay-pixels.js";

/** The mask over the picture. Keeps what it painted last, so that a brush stroke paints only the pixels it changed. */
export class LabelOverlay implements StageLayer {
  readonly #canvas = document.createElement("canvas");
  #map: LabelMap | undefined;
  #colours: OverlayColours = { fill: new Uint32Array(1), edge: new Uint32Array(1) };
  #painted: View | undefined;
  #dirty: Box | undefined;

  show(map: LabelMap | undefined): void {
    this.#map = map;
    this.#painted = undefined;
  }

  setColours(colours: OverlayColours): void {
    this.#colours = colours;
    this.#painted = undefined;
  }

  /** Says that pixels have changed. */
  touch(box: Box): void {
    this.#dirty = united(this.#dirty, box);
  }

  draw(context: CanvasRenderingContext2D, view: View): void {
    if (this.#map === undefined) return;
    const { width, height } = context.canvas;
    const scaled = scaledView(view, context.getTransform().a);
    if (this.#painted !== view || this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#paint(this.#map, scaled, this.#map);
    } else if (this.#dirty !== undefined) this.#paint(this.#map, scaled, this.#map, this.#dirty);
    this.#painted = view;
    this.#dirty = undefined;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.#canvas, 0, 0);
  }

  /** Paints the part of the screen where a box of the image lies, with a pixel around it for edges. */
  #paint(map: LabelMap, view: View, size: Size, box: Box = { left: 0, top: 0, ...size }): void {
    const on = screenBox(view, box);
    const around = { left: on.left - 1, top: on.top - 1, width: on.width + 2, height: on.height + 2 };
    const at = pixelsWithin(around, this.#canvas);
    const context = this.#canvas.getContext("2d");
    if (at === undefined || context === null) return;
    const pixels = new ImageData(at.width, at.height);
    paintOverlay(map, view, at, this.#colours, new Uint32Array(pixels.data.buffer));
    context.putImageData(pixels, at.left, at.top);
  }
}
