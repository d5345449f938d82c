import type { Point } from "../drawing/point.js";
import { middleOf } from "../drawing/shape-geometry.js";
import { findObject } from "../drawing/scene.js";
import type { StagePointer } from "../image-stage/stage-layer.js";
import { reachOf, type BoardTool, type ToolSurface, type Unfinished } from "./board-tool.js";
import type { DrawingBoard } from "./drawing-board.js";

/** Joins two objects by a named arrow: click the first, then the second; or choose each and press Enter. */
export class RelationTool implements BoardTool {
  readonly id = "relation";
  readonly cursor = "pointer";
  readonly keepsSelection = true;
  /** The name of new relations. */
  label = "";
  #from: string | undefined;
  #next: Point | undefined;

  constructor(
    private readonly board: DrawingBoard,
    private readonly surface: ToolSurface,
  ) {}

  get unfinished(): Unfinished | undefined {
    const from = this.#from === undefined ? undefined : findObject(this.board.scene, this.#from);
    return from === undefined ? undefined : { kind: "line", points: [middleOf(from.shape)], next: this.#next };
  }

  down(pointer: StagePointer): boolean {
    const [object] = this.board.index.under(pointer.image, reachOf(pointer, this.surface));
    if (object === undefined || pointer.button !== 0) return false;
    this.#take(object.id);
    return true;
  }

  place(point: Point): void {
    const [chosen] = this.board.selection;
    const [under] = this.board.index.under(point, 4 / this.surface.view.scale);
    const id = chosen ?? under?.id;
    if (id !== undefined) this.#take(id);
  }

  move(pointer: StagePointer): void {
    this.aim(pointer.image);
  }

  up(): void {
    this.surface.requestDraw();
  }

  cancel(): void {
    this.letGo();
  }

  hover(pointer: StagePointer | undefined): void {
    if (pointer !== undefined) this.aim(pointer.image);
  }

  doubleClick(): void {
    // The two clicks have said it.
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
    this.surface.requestDraw();
    return begun;
  }

  #take(id: string): void {
    const from = this.#from;
    this.board.select([id]);
    if (from === undefined || from === id) {
      this.#from = from === undefined ? id : undefined;
      return;
    }
    this.#from = undefined;
    const relation = { from, to: id, label: this.label };
    const { settled } = this.board;
    const known = settled.relations.some((each) => each.from === from && each.to === id && each.label === this.label);
    if (!known) this.board.commit({ ...settled, relations: [...settled.relations, relation] });
  }
}
