import type { Point } from "../drawing/point.js";
import type { StagePointer } from "../image-stage/stage-layer.js";
import { clickSlack, placeOf, screenDistance, type BoardTool, type ToolSurface, type Unfinished } from "./board-tool.js";
import type { DrawingBoard } from "./drawing-board.js";
import { cutAlong } from "./knife-cut.js";
import { vectorWords } from "./vector-words.js";

/** Parts polygons along a straight line: a drag across them, or one click before them and one behind. */
export class KnifeTool implements BoardTool {
  readonly id = "knife";
  readonly cursor = "crosshair";
  readonly keepsSelection = true;
  #from: Point | undefined;
  #next: Point | undefined;
  #down: StagePointer | undefined;
  /** Whether the running press set the first end. */
  #begins = false;

  constructor(
    private readonly board: DrawingBoard,
    private readonly surface: ToolSurface,
  ) {}

  get unfinished(): Unfinished | undefined {
    return this.#from === undefined ? undefined : { kind: "line", points: [this.#from], next: this.#next };
  }

  down(pointer: StagePointer): boolean {
    if (pointer.button !== 0 || this.board.locked) return false;
    this.#down = pointer;
    this.#begins = this.#from === undefined;
    if (this.#begins) this.place(this.#meant(pointer));
    return true;
  }

  move(pointer: StagePointer): void {
    this.aim(this.#meant(pointer));
  }

  up(pointer: StagePointer): void {
    const down = this.#down;
    this.#down = undefined;
    if (down !== undefined && (!this.#begins || screenDistance(down, pointer) > clickSlack)) this.place(this.#meant(pointer));
  }

  cancel(): void {
    this.#down = undefined;
    if (this.#begins) this.letGo();
  }

  hover(pointer: StagePointer | undefined): void {
    if (pointer === undefined) this.board.snapMark = undefined;
    else this.#next = this.#meant(pointer);
    this.surface.requestDraw();
  }

  doubleClick(): void {
    // The two clicks have said it.
  }

  place(point: Point): void {
    const from = this.#from;
    if (from?.x === point.x && from.y === point.y) return;
    this.#from = from === undefined ? point : undefined;
    this.#next = undefined;
    this.board.snapMark = undefined;
    if (from === undefined) this.board.say(vectorWords().pointSet(1));
    else cutAlong(this.board, from, point);
    this.surface.requestDraw();
  }

  aim(point: Point): void {
    this.#next = point;
    this.surface.requestDraw();
  }

  finish(): boolean {
    return false;
  }

  stepBack(): boolean {
    return this.letGo();
  }

  letGo(): boolean {
    const begun = this.#from !== undefined;
    this.#from = undefined;
    this.#down = undefined;
    this.board.snapMark = undefined;
    this.surface.requestDraw();
    return begun;
  }

  #meant(pointer: StagePointer): Point {
    return placeOf(pointer, this.board, this.surface);
  }
}
