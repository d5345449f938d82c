import { boxBetween, distance, type Box, type Point } from "../drawing/point.js";
import type { SceneObject } from "../drawing/scene.js";
import { vertexInserted } from "../drawing/shape-edits.js";
import { edgeMiddles, nearestOnOutline } from "../drawing/shape-geometry.js";
import type { StagePointer } from "../image-stage/stage-layer.js";
import { handlesOf, insertPoint, removeVertex, sceneMoved, sceneWithHandle } from "./board-edits.js";
import { clickSlack, leastEdge, placeOf, reachOf, screenDistance, type BoardTool, type ToolSurface } from "./board-tool.js";
import { selectTool, type DrawingBoard } from "./drawing-board.js";

/** A handle of an object. */
interface Grip {
  /** The object as it is once the handle is pulled: one in the middle of an edge has become a vertex. */
  readonly object: SceneObject;
  readonly handle: number;
  /** Whether the vertex is there only once the handle is pulled. */
  readonly isNew: boolean;
}

type Drag =
  | ({ readonly kind: "handle" } & Grip)
  | { readonly kind: "move"; readonly from: Point }
  | { readonly kind: "frame"; readonly from: Point };

/** Chooses objects, moves them, pulls their handles, and puts points into outlines. */
export class SelectTool implements BoardTool {
  readonly id = selectTool;
  readonly keepsSelection = true;
  readonly unfinished = undefined;
  cursor = "default";
  /** The frame being drawn around objects to select. */
  frame: Box | undefined;
  /** Told of a press where no object lies, for what may lie below them. */
  pickBelow: (at: Point) => void = () => undefined;
  readonly #board: DrawingBoard;
  readonly #surface: ToolSurface;
  #drag: Drag | undefined;
  #down: StagePointer | undefined;
  #moving = false;

  constructor(board: DrawingBoard, surface: ToolSurface) {
    this.#board = board;
    this.#surface = surface;
  }

  down(pointer: StagePointer): boolean {
    this.#down = pointer;
    this.#moving = false;
    if (this.grab(pointer)) return true;
    const reach = reachOf(pointer, this.#surface);
    const under = this.#board.index.under(pointer.image, reach);
    const adding = pointer.shiftKey || pointer.ctrlKey;
    if (under.length === 0) return this.#downOnNothing(pointer);
    const inHand = under.find(({ id }) => this.#board.selection.includes(id));
    if (inHand === undefined || adding) this.#pick(under[0], adding);
    this.#drag = { kind: "move", from: pointer.image };
    return true;
  }

  /** Takes hold of a handle of the selected object, if one is there. */
  grab(pointer: StagePointer): boolean {
    const found = this.#handleAt(pointer);
    if (found === undefined) return false;
    this.#down = pointer;
    this.#moving = false;
    this.#board.vertex = found.isNew ? undefined : found.handle;
    this.#drag = { kind: "handle", ...found };
    this.#board.onChange();
    return true;
  }

  /** Whether a drag that this tool began is going on. */
  get isDragging(): boolean {
    return this.#drag !== undefined;
  }

  move(pointer: StagePointer): void {
    if (this.#down !== undefined && screenDistance(this.#down, pointer) > clickSlack) this.#moving = true;
    const drag = this.#drag;
    if (drag === undefined || !this.#moving) return;
    if (drag.kind === "frame") {
      this.frame = boxBetween(drag.from, pointer.image);
      this.#surface.requestDraw();
      return;
    }
    this.#board.preview(this.#dragged(drag, pointer));
  }

  up(pointer: StagePointer): void {
    const drag = this.#drag;
    const moving = this.#moving;
    this.#forget();
    if (drag === undefined) return;
    if (drag.kind === "frame") this.#selectFramed(drag.from, pointer, moving);
    else if (moving) {
      this.#board.commit(this.#dragged(drag, pointer));
      // A handle that was clicked stays in hand for the keys; one that was pulled has done its work.
      if (drag.kind === "handle") this.#board.vertex = undefined;
    } else if (drag.kind === "move") this.#click(pointer);
    else if (pointer.altKey && !drag.isNew) this.#removeClicked(drag);
    this.#board.snapMark = undefined;
    this.#board.onChange();
  }

  cancel(): void {
    this.#forget();
    this.#board.preview(undefined);
  }

  hover(pointer: StagePointer | undefined): void {
    if (pointer === undefined) return;
    if (this.#handleAt(pointer) !== undefined) this.cursor = "crosshair";
    else this.cursor = this.#board.index.under(pointer.image, reachOf(pointer, this.#surface)).length > 0 ? "move" : "default";
  }

  doubleClick(pointer: StagePointer): void {
    const [only, ...others] = this.#board.editable;
    if (only === undefined || others.length > 0) return;
    const place = nearestOnOutline(only.shape, pointer.image);
    if (place !== undefined && place.distance <= reachOf(pointer, this.#surface)) insertPoint(this.#board, only, pointer.image);
  }

  place(point: Point): void {
    const [first] = this.#board.index.under(point, clickSlack / this.#surface.view.scale);
    this.#pick(first, false);
  }

  aim(): void {
    this.#surface.requestDraw();
  }

  finish(): boolean {
    return false;
  }

  stepBack(): boolean {
    return false;
  }

  letGo(): boolean {
    if (this.#drag === undefined) return false;
    this.cancel();
    return true;
  }

  #downOnNothing(pointer: StagePointer): boolean {
    // A finger on nothing moves the picture; a mouse draws a frame with Shift, and else moves the picture too.
    if (!pointer.shiftKey) {
      if (this.#board.selection.length > 0) this.#board.select([]);
      if (pointer.button === 0) this.pickBelow(pointer.image);
      return false;
    }
    this.#drag = { kind: "frame", from: pointer.image };
    return true;
  }

  #pick(object: SceneObject | undefined, adding: boolean): void {
    if (object === undefined) return;
    const { selection } = this.#board;
    if (!adding) this.#board.select([object.id]);
    else if (selection.includes(object.id)) this.#board.select(selection.filter((id) => id !== object.id));
    else this.#board.select([...selection, object.id]);
  }

  /** A second click on the same place means what lies below. */
  #click(pointer: StagePointer): void {
    if (!pointer.altKey) return;
    const under = this.#board.index.under(pointer.image, reachOf(pointer, this.#surface));
    const at = under.findIndex(({ id }) => this.#board.selection.includes(id));
    this.#pick(under[(at + 1) % under.length], false);
  }

  #removeClicked({ object, handle }: Grip): void {
    removeVertex(this.#board, object, handle);
    this.#board.vertex = undefined;
  }

  #dragged(drag: Drag & { kind: "handle" | "move" }, pointer: StagePointer): ReturnType<typeof sceneMoved> {
    const board = this.#board;
    if (drag.kind === "move")
      return sceneMoved(board, board.editable, pointer.image.x - drag.from.x, pointer.image.y - drag.from.y);
    return sceneWithHandle(board, drag.object, drag.handle, placeOf(pointer, board, this.#surface, [drag.object.id]));
  }

  #handleAt(pointer: StagePointer): Grip | undefined {
    const [object, ...others] = this.#board.editable;
    if (object === undefined || others.length > 0) return undefined;
    const reach = reachOf(pointer, this.#surface) * 1.5;
    let best: Grip | undefined;
    let least = reach;
    handlesOf(object.shape).forEach((place, handle) => {
      const far = distance(place, pointer.image);
      if (far > least) return;
      least = far;
      best = { object, handle, isNew: false };
    });
    return best ?? this.#middleAt(pointer, object);
  }

  /** A handle in the middle of an edge: pulled, it becomes a vertex there. */
  #middleAt(pointer: StagePointer, object: SceneObject): Grip | undefined {
    const reach = reachOf(pointer, this.#surface);
    const middles = edgeMiddles(object.shape, leastEdge / this.#surface.view.scale);
    const found = middles.find(({ point }) => distance(point, pointer.image) <= reach);
    if (found === undefined) return undefined;
    const [shape, handle] = vertexInserted(object.shape, found.point);
    return { object: { ...object, shape }, handle, isNew: true };
  }

  #selectFramed(from: Point, pointer: StagePointer, moving: boolean): void {
    if (!moving) return;
    const found = this.#board.index.within(boxBetween(from, pointer.image)).map(({ id }) => id);
    this.#board.select(Array.from(new Set([...this.#board.selection, ...found])));
  }

  #forget(): void {
    this.#drag = undefined;
    this.#down = undefined;
    this.#moving = false;
    this.frame = undefined;
  }
}
