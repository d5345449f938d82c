import type { Point } from "../drawing/point.js";
import { edgeMiddles } from "../drawing/shape-geometry.js";
import type { SceneObject, Shape } from "../drawing/scene.js";
import { screenBox, toScreen, type View } from "../drawing/view.js";
import type { StageLayer } from "../image-stage/stage-layer.js";
import { handlesOf } from "./board-edits.js";
import { leastEdge, type BoardTool, type Unfinished } from "./board-tool.js";
import type { DrawingBoard } from "./drawing-board.js";
import type { DrawingLook } from "./drawing-look.js";
import { paintHollow, paintShape } from "./object-painter.js";
import { isOccluded } from "./point-visibility.js";
import type { SelectTool } from "./select-tool.js";

/** More handles than this would hide the outline they stand on; only the one in hand is then drawn large. */
const mostHandles = 120;

/** What the worker has in hand: selected objects with their handles, the unfinished shape, the crosshair of the keys. */
export class OverlayLayer implements StageLayer {
  /** Where the keys' crosshair stands; undefined while a pointer is used. */
  cursor: Point | undefined;

  constructor(
    private readonly board: DrawingBoard,
    private readonly look: () => DrawingLook,
    private readonly tool: () => BoardTool,
    private readonly selecting: SelectTool,
  ) {}

  draw(context: CanvasRenderingContext2D, view: View): void {
    const { selected } = this.board;
    for (const object of selected) if (!object.hidden) this.#paintSelected(context, object, view);
    const [only] = selected;
    if (selected.length === 1 && only !== undefined && this.board.editable.length === 1) this.#paintHandles(context, only.shape, view);
    const { unfinished } = this.tool();
    if (unfinished !== undefined) this.#paintUnfinished(context, unfinished, view);
    this.#paintFrame(context, view);
    if (this.board.snapMark !== undefined) ring(context, toScreen(view, this.board.snapMark.point), 7);
    if (this.cursor !== undefined) paintCursor(context, toScreen(view, this.cursor));
  }

  #paintSelected(context: CanvasRenderingContext2D, object: SceneObject, view: View): void {
    const { shape, label } = object;
    // What a shape covers has to be seen while it is fitted: only a point is filled.
    context.fillStyle = shape.kind === "keypoint" ? this.look().colorOf(label) : "transparent";
    context.lineJoin = "round";
    context.strokeStyle = "#ffffff";
    context.lineWidth = 6;
    paintShape(context, shape, view);
    context.strokeStyle = this.look().colorOf(label);
    context.lineWidth = 3;
    paintShape(context, shape, view);
    if (shape.kind === "keypoint" && isOccluded(object)) paintHollow(context, toScreen(view, shape.point));
    if (shape.kind === "keypoint") ring(context, toScreen(view, shape.point), 9);
  }

  #paintHandles(context: CanvasRenderingContext2D, shape: Shape, view: View): void {
    const places = handlesOf(shape);
    if (places.length <= mostHandles)
      for (const { point } of edgeMiddles(shape, leastEdge / view.scale)) faintDot(context, toScreen(view, point));
    places.forEach((place, at) => {
      const inHand = at === this.board.vertex;
      if (places.length > mostHandles && !inHand) return;
      const { x, y } = toScreen(view, place);
      const half = inHand ? 6 : 4;
      context.fillStyle = inHand ? "#1d5bb8" : "#ffffff";
      context.strokeStyle = inHand ? "#ffffff" : "#1a222d";
      context.lineWidth = 1.5;
      context.fillRect(x - half, y - half, 2 * half, 2 * half);
      context.strokeRect(x - half, y - half, 2 * half, 2 * half);
    });
  }

  #paintUnfinished(context: CanvasRenderingContext2D, { kind, points, next }: Unfinished, view: View): void {
    const color = this.look().colorOf(this.board.label);
    const all = next === undefined ? points : [...points, next];
    const [first] = all;
    if (first === undefined) return;
    context.lineJoin = "round";
    for (const [stroke, width] of [["#ffffff", 4], [color, 2]] as const) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.beginPath();
      if (kind === "box") outlineBox(context, first, all.at(-1) ?? first, view);
      else
        for (const point of all) {
          const { x, y } = toScreen(view, point);
          context.lineTo(x, y);
        }
      context.stroke();
    }
    if (kind !== "box") for (const point of points) dot(context, toScreen(view, point), color);
  }

  #paintFrame(context: CanvasRenderingContext2D, view: View): void {
    const { frame } = this.selecting;
    if (frame === undefined) return;
    const { left, top, width, height } = screenBox(view, frame);
    context.setLineDash([5, 4]);
    context.lineWidth = 1.5;
    context.strokeStyle = "#ffffff";
    context.strokeRect(left, top, width, height);
    context.lineDashOffset = 4.5;
    context.strokeStyle = "#1a222d";
    context.strokeRect(left, top, width, height);
    context.setLineDash([]);
    context.lineDashOffset = 0;
  }
}

function outlineBox(context: CanvasRenderingContext2D, first: Point, second: Point, view: View): void {
  const [one, other] = [toScreen(view, first), toScreen(view, second)];
  context.rect(one.x, one.y, other.x - one.x, other.y - one.y);
}

function dot(context: CanvasRenderingContext2D, { x, y }: Point, color: string): void {
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
  context.strokeStyle = "#ffffff";
  context.lineWidth = 1.5;
  context.stroke();
}

/** A handle that is not a vertex yet. */
function faintDot(context: CanvasRenderingContext2D, { x, y }: Point): void {
  context.beginPath();
  context.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.globalAlpha = 0.8;
  context.fillStyle = "#ffffff";
  context.fill();
  context.strokeStyle = "#1a222d";
  context.lineWidth = 1.25;
  context.stroke();
  context.globalAlpha = 1;
}

function ring(context: CanvasRenderingContext2D, { x, y }: Point, radius: number): void {
  for (const [color, width] of [["#ffffff", 4], ["#1d5bb8", 2]] as const) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}

/** A crosshair that shows on any picture: white with a dark core, open in the middle. */
function paintCursor(context: CanvasRenderingContext2D, { x, y }: Point): void {
  for (const [color, width] of [["#ffffff", 4], ["#1a222d", 1.5]] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      context.moveTo(x + 4 * dx, y + 4 * dy);
      context.lineTo(x + 18 * dx, y + 18 * dy);
    }
    context.stroke();
  }
  ring(context, { x, y }, 1);
}

