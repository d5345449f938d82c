import type { Point } from "../drawing/point.js";
import type { Shape, ShapeKind } from "../drawing/scene.js";
import type { StagePointer } from "../image-stage/stage-layer.js";
import { placeOf, reachOf, screenDistance, clickSlack, type BoardTool, type ToolSurface, type Unfinished } from "./board-tool.js";
import type { DrawingBoard } from "./drawing-board.js";
import type { SelectTool } from "./select-tool.js";
import { vectorWords } from "./vector-words.js";

/**
 * What all drawing tools share. A press on a handle of the selected object, or a click on an outline while nothing is
 * begun, edits as the select tool would, so that a worker need not change tools to put something right.
 */
export abstract class DrawingTool implements BoardTool {
  readonly cursor = "crosshair";
  readonly keepsSelection = false;
  protected points: readonly Point[] = [];
  protected next: Point | undefined;
  #down: StagePointer | undefined;

  constructor(
    readonly id: ShapeKind,
    protected readonly board: DrawingBoard,
    protected readonly surface: ToolSurface,
    private readonly editing: SelectTool,
  ) {}

  get unfinished(): Unfinished | undefined {
    if (this.points.length === 0) return undefined;
    return { kind: this.id, points: this.points, next: this.next };
  }

  down(pointer: StagePointer): boolean {
    if (pointer.button !== 0 || this.board.locked) return false;
    if (this.points.length === 0 && this.editing.grab(pointer)) return true;
    this.#down = pointer;
    this.press?.(this.meant(pointer));
    return true;
  }

  move(pointer: StagePointer): void {
    if (this.editing.isDragging) {
      this.editing.move(pointer);
      return;
    }
    if (this.#down !== undefined && screenDistance(this.#down, pointer) > clickSlack) this.drag?.(pointer, this.#down);
    this.aim(this.meant(pointer));
  }

  up(pointer: StagePointer): void {
    if (this.editing.isDragging) {
      this.editing.up(pointer);
      return;
    }
    const down = this.#down;
    this.#down = undefined;
    if (down === undefined) return;
    const dragged = screenDistance(down, pointer) > clickSlack;
    if (!dragged && this.points.length === 0 && this.#picksOutline(pointer)) return;
    this.release(this.meant(dragged ? pointer : down), dragged, pointer);
    this.surface.requestDraw();
  }

  cancel(): void {
    if (this.editing.isDragging) this.editing.cancel();
    this.#down = undefined;
    this.abandonPress();
    this.surface.requestDraw();
  }

  hover(pointer: StagePointer | undefined): void {
    if (pointer === undefined) this.board.snapMark = undefined;
    else this.next = this.meant(pointer);
    this.surface.requestDraw();
  }

  doubleClick(): void {
    this.finish();
  }

  aim(point: Point): void {
    this.next = point;
    this.surface.requestDraw();
  }

  finish(): boolean {
    return false;
  }

  stepBack(): boolean {
    if (this.points.length === 0) return false;
    this.points = this.points.slice(0, -1);
    this.surface.requestDraw();
    return true;
  }

  letGo(): boolean {
    const begun = this.points.length > 0;
    this.points = [];
    this.#down = undefined;
    this.board.snapMark = undefined;
    this.surface.requestDraw();
    return begun;
  }

  abstract place(point: Point): void;

  /** The pointer went down. */
  protected press?(point: Point): void;

  /** The pressed pointer has moved enough to be a drag. */
  protected drag?(pointer: StagePointer, from: StagePointer): void;

  /** The pointer went up, at the same place or after a drag. */
  protected abstract release(point: Point, dragged: boolean, pointer: StagePointer): void;

  /** Forgets what only the running press began. */
  protected abandonPress(): void {
    this.next = undefined;
  }

  protected meant(pointer: StagePointer): Point {
    return placeOf(pointer, this.board, this.surface);
  }

  /** Adds a finished shape and begins anew. */
  protected complete(shape: Shape): void {
    this.points = [];
    this.board.snapMark = undefined;
    this.board.select([]);
    const added = this.board.add(shape);
    if (added !== undefined) this.board.say(vectorWords().added(added.label, this.board.settled.objects.length));
  }

  #picksOutline(pointer: StagePointer): boolean {
    const reach = reachOf(pointer, this.surface);
    const [found] = this.board.index.outlined(pointer.image, reach);
    if (found === undefined) {
      if (this.board.selection.length > 0) this.board.select([]);
      return false;
    }
    this.board.select([found.id]);
    return true;
  }
}
