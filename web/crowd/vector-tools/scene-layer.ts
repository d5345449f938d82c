import { grown, type Box } from "../drawing/point.js";
import type { Scene } from "../drawing/scene.js";
import { screenBox, toScreen, type View } from "../drawing/view.js";
import type { StageLayer } from "../image-stage/stage-layer.js";
import type { ToolSurface } from "./board-tool.js";
import type { DrawingBoard } from "./drawing-board.js";
import type { DrawingLook } from "./drawing-look.js";
import { paintingCost, paintObjects, paintRelations, paintSkeleton } from "./object-painter.js";

/** From this many points on, objects are painted once beside the screen and then only moved with the picture. */
const heavy = 1500;
/** While a view changes, the painted objects are stretched; they are painted sharp once it rests this long. */
const restMilliseconds = 120;
/** Stretched further than this they would look wrong. */
const mostStretched = 3;

interface Painted {
  readonly canvas: OffscreenCanvas;
  readonly view: View;
  /** The part of the stage it covers under its view, in CSS pixels. */
  readonly place: Box;
  readonly ratio: number;
  readonly key: string;
  readonly scene: Scene;
}

/** Every settled object. What is selected or being drawn lies above, in the overlay. */
export class SceneLayer implements StageLayer {
  readonly #board: DrawingBoard;
  readonly #surface: ToolSurface;
  readonly #look: () => DrawingLook;
  #painted: Painted | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(board: DrawingBoard, surface: ToolSurface, look: () => DrawingLook) {
    this.#board = board;
    this.#surface = surface;
    this.#look = look;
  }

  /** Colours or names have changed: what is kept is no longer right. */
  forget(): void {
    this.#painted = undefined;
  }

  draw(context: CanvasRenderingContext2D, view: View, visible: Box): void {
    const margin = 24 / view.scale;
    const cost = paintingCost(this.#board.settled.objects);
    if (cost < heavy) {
      this.#painted = undefined;
      this.#paint(context, view, grown(visible, margin));
      return;
    }
    const painted = this.#usable(view, visible) ?? this.#paintAside(context, view, visible);
    if (painted === undefined) return;
    this.#paintKept(context, painted, view);
    if (painted.view.scale !== view.scale) this.#sharpenLater();
  }

  #paint(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, view: View, within: Box): void {
    const { scene, settled, selection } = this.#board;
    const apart = scene === settled ? [] : selection;
    const look = this.#look();
    const found = this.#indexed(within).filter(({ id }) => !apart.includes(id));
    paintSkeleton(context, scene.objects, view, look);
    paintObjects(context, found, view, look);
    paintRelations(context, scene, view);
  }

  #indexed(within: Box): ReturnType<DrawingBoard["index"]["within"]> {
    return this.#board.settledIndex.within(within);
  }

  /** What was painted before, if it still shows the right objects and enough of the picture. */
  #usable(view: View, visible: Box): Painted | undefined {
    const painted = this.#painted;
    if (painted?.scene !== this.#board.settled || painted.key !== this.#key) return undefined;
    const stretched = view.scale / painted.view.scale;
    const turnedAlike = Math.sign(view.a) === Math.sign(painted.view.a) && Math.sign(view.b) === Math.sign(painted.view.b);
    if (!turnedAlike || stretched > mostStretched || stretched < 1 / mostStretched) return undefined;
    return covers(painted.place, screenBox(painted.view, visible)) ? painted : undefined;
  }

  get #key(): string {
    const { scene, settled, selection } = this.#board;
    return `${this.#look().namesHidden} ${scene === settled ? "" : selection.join(" ")}`;
  }

  #paintAside(context: CanvasRenderingContext2D, view: View, visible: Box): Painted | undefined {
    const ratio = context.getTransform().a;
    const shown = screenBox(view, visible);
    // Half a screen more on every side, so that moving the picture about needs no painting.
    const image = screenBox(view, { left: 0, top: 0, ...this.#board.image });
    const place = rounded(overlap(grownBoth(shown, shown.width / 2, shown.height / 2), grown(image, 24)));
    const canvas = new OffscreenCanvas(Math.max(1, place.width * ratio), Math.max(1, place.height * ratio));
    const aside = canvas.getContext("2d");
    if (aside === null) return undefined;
    aside.setTransform(ratio, 0, 0, ratio, -place.left * ratio, -place.top * ratio);
    const [sides, ends] = [place.width / view.scale, place.height / view.scale];
    this.#paint(aside, view, grown(visible, Math.max(sides, ends)));
    this.#painted = { canvas, view, place, ratio, key: this.#key, scene: this.#board.settled };
    return this.#painted;
  }

  #paintKept(context: CanvasRenderingContext2D, { canvas, view: before, place, ratio }: Painted, view: View): void {
    const stretched = view.scale / before.scale;
    const [now, then] = [toScreen(view, { x: 0, y: 0 }), toScreen(before, { x: 0, y: 0 })];
    const left = now.x + (place.left - then.x) * stretched;
    const top = now.y + (place.top - then.y) * stretched;
    if (stretched === 1) context.drawImage(canvas, whole(left, ratio), whole(top, ratio), place.width, place.height);
    else context.drawImage(canvas, left, top, place.width * stretched, place.height * stretched);
  }

  #sharpenLater(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#painted = undefined;
      this.#surface.requestDraw();
    }, restMilliseconds);
  }
}

function covers(outer: Box, inner: Box): boolean {
  const slack = 1;
  const across = inner.left >= outer.left - slack && inner.left + inner.width <= outer.left + outer.width + slack;
  return across && inner.top >= outer.top - slack && inner.top + inner.height <= outer.top + outer.height + slack;
}

function overlap(first: Box, second: Box): Box {
  const left = Math.max(first.left, second.left);
  const top = Math.max(first.top, second.top);
  const right = Math.min(first.left + first.width, second.left + second.width);
  const bottom = Math.min(first.top + first.height, second.top + second.height);
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

function grownBoth(box: Box, across: number, down: number): Box {
  return { left: box.left - across, top: box.top - down, width: box.width + 2 * across, height: box.height + 2 * down };
}

function rounded({ left, top, width, height }: Box): Box {
  return { left: Math.floor(left), top: Math.floor(top), width: Math.ceil(width) + 1, height: Math.ceil(height) + 1 };
}

/** The nearest place that falls on a pixel of the device, where nothing has to be blurred. */
function whole(value: number, ratio: number): number {
  return Math.round(value * ratio) / ratio;
}
