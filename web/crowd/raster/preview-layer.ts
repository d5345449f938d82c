import type { Box, Point } from "../drawing/point.js";
import { toScreen, type View } from "../drawing/view.js";
import type { StageLayer } from "../image-stage/stage-layer.js";

/** Pixels that a press would paint: 1 for each of a box. */
export interface RegionPreview extends Box {
  readonly cells: Uint8Array;
}

export interface OutlinePreview {
  readonly points: readonly Point[];
  readonly closes: boolean;
}

/** What a tool is about to do: a brush's ring, a region, a polygon being drawn, the keyboard's cross. */
export class PreviewLayer implements StageLayer {
  readonly #region = document.createElement("canvas");
  #box: Box | undefined;
  ring: { readonly at: Point; readonly radius: number } | undefined;
  outline: OutlinePreview | undefined;
  cross: Point | undefined;
  colour = "#000000";

  showRegion(region: RegionPreview | undefined): void {
    this.#box = region;
    if (region === undefined) return;
    this.#region.width = region.width;
    this.#region.height = region.height;
    const pixels = new ImageData(region.width, region.height);
    const words = new Uint32Array(pixels.data.buffer);
    // White within black, so that it shows on any picture and any label.
    region.cells.forEach((inside, cell) => {
      if (inside === 0) return;
      const [x, y] = [cell % region.width, Math.floor(cell / region.width)];
      words[cell] = isEdge(region, cell, x, y) ? 0xff_00_00_00 : 0x99_ff_ff_ff;
    });
    this.#region.getContext("2d")?.putImageData(pixels, 0, 0);
  }

  draw(context: CanvasRenderingContext2D, view: View): void {
    if (this.#box !== undefined) this.#drawRegion(context, view, this.#box);
    if (this.outline !== undefined) this.#drawOutline(context, view, this.outline);
    if (this.ring !== undefined) {
      const { x, y } = toScreen(view, this.ring.at);
      context.beginPath();
      context.arc(x, y, Math.max(1, this.ring.radius * view.scale), 0, 2 * Math.PI);
      strokeTwice(context, this.colour);
    }
    if (this.cross !== undefined) drawCross(context, toScreen(view, this.cross));
  }

  #drawRegion(context: CanvasRenderingContext2D, view: View, { left, top }: Box): void {
    context.save();
    context.transform(view.a, view.b, view.c, view.d, view.e, view.f);
    context.imageSmoothingEnabled = view.scale < 1;
    context.drawImage(this.#region, left, top);
    context.restore();
  }

  #drawOutline(context: CanvasRenderingContext2D, view: View, { points, closes }: OutlinePreview): void {
    const [first, ...rest] = points.map((point) => toScreen(view, point));
    if (first === undefined) return;
    context.beginPath();
    context.moveTo(first.x, first.y);
    for (const { x, y } of rest) context.lineTo(x, y);
    if (closes) context.closePath();
    strokeTwice(context, this.colour);
    context.beginPath();
    context.arc(first.x, first.y, 5, 0, 2 * Math.PI);
    context.fillStyle = "#ffffff";
    context.fill();
    strokeTwice(context, this.colour);
  }
}

function isEdge({ cells, width, height }: RegionPreview, cell: number, x: number, y: number): boolean {
  if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return true;
  return [cell - 1, cell + 1, cell - width, cell + width].some((beside) => cells[beside] === 0);
}

/** A line that shows on light and on dark: the colour on a white bed with a dark rim. */
function strokeTwice(context: CanvasRenderingContext2D, colour: string): void {
  for (const [style, width] of [["rgb(0 0 0 / 60%)", 5], ["#ffffff", 3], [colour, 1.5]] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
}

function drawCross(context: CanvasRenderingContext2D, { x, y }: Point): void {
  context.beginPath();
  context.moveTo(x - 12, y);
  context.lineTo(x + 12, y);
  context.moveTo(x, y - 12);
  context.lineTo(x, y + 12);
  strokeTwice(context, "#000000");
}
