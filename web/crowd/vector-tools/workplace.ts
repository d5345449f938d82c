import { clampToImage, type Point } from "../drawing/point.js";
import type { Steps } from "../drawing/joint-history.js";
import { changingObjects, findObject, type SceneObject, type ShapeKind } from "../drawing/scene.js";
import { toImage, toScreen } from "../drawing/view.js";
import type { WorkLabel } from "../workbench/work-label.js";
import type { ObjectSwitch } from "../workbench/workbench-events.js";
import { nudge, relabel } from "./board-edits.js";
import type { BoardTool, ToolSurface } from "./board-tool.js";
import { DrawingBoard } from "./drawing-board.js";
import { KeypointTool } from "./keypoint-tool.js";
import { KnifeTool } from "./knife-tool.js";
import { PathTool } from "./path-tool.js";
import { RelationTool } from "./relation-tool.js";
import { SelectTool } from "./select-tool.js";
import { TwoPointTool } from "./two-point-tool.js";
import { vectorWords } from "./vector-words.js";

/** What a workplace needs of the picture on the screen. */
export interface WorkplaceSurface extends ToolSurface {
  /** The place of the picture in the middle of the screen. */
  readonly middle: Point;
  /** Moves the picture until a place can be seen. */
  reveal(point: Point): void;
}

/** One drawing element's board, its tools, and what its keys and buttons do; knows no elements. */
export class Workplace {
  readonly board = new DrawingBoard();
  readonly selecting: SelectTool;
  tools: readonly BoardTool[];
  /** Tools for what else is drawn on this picture, brought by the element. */
  others: readonly BoardTool[] = [];
  /** Whose steps undo and redo take: the board's, or those of several histories in one order. */
  steps: Steps = this.board;
  tool: BoardTool;
  labels: readonly WorkLabel[] = [];
  /** Where the keys' crosshair stands; undefined while a pointer is used. */
  cursor: Point | undefined;
  /** The kinds of shape a label is drawn with; none means any. */
  kindsOf: (label: string) => readonly string[] = () => [];
  readonly #surface: WorkplaceSurface;

  constructor(surface: WorkplaceSurface, kinds: readonly ShapeKind[], relations = false) {
    this.#surface = surface;
    this.selecting = new SelectTool(this.board, surface);
    this.tools = this.#toolsFor(kinds, relations);
    this.tool = this.tools[1] ?? this.selecting;
  }

  /** Lets other kinds of shape be drawn from now on. */
  offer(kinds: readonly ShapeKind[], relations: boolean): void {
    this.tools = this.#toolsFor(kinds, relations);
    this.tool = this.#tool(({ id }) => id === this.tool.id) ?? this.tools[1] ?? this.selecting;
  }

  get relationTool(): RelationTool | undefined {
    return this.tools.find((tool) => tool instanceof RelationTool);
  }

  useTool(id: string): void {
    const tool = this.#tool((each) => each.id === id);
    if (tool === undefined) return;
    this.tool.letGo();
    this.tool = tool;
    if (!tool.keepsSelection) this.board.select([]);
    this.board.onChange();
  }

  /** Takes a label in hand; what is selected gets it too, where it may have it. */
  pickLabel(name: string): void {
    if (!this.labels.some((label) => label.name === name)) return;
    this.board.label = name;
    this.#bringTool(name);
    const changing = this.board.editable.filter(({ shape }) => this.isDrawnAs(name, shape.kind)).map(({ id }) => id);
    if (changing.length > 0) relabel(this.board, changing, name);
    this.board.onChange();
  }

  /** Whether a label may be given to a kind of shape. */
  isDrawnAs(label: string, kind: string): boolean {
    const kinds = this.kindsOf(label);
    return kinds.length === 0 || kinds.includes(kind);
  }

  /** Arrows: moves what is selected by image pixels, else the crosshair by screen pixels. False when neither is there. */
  arrow(x: number, y: number, how: "usual" | "far" | "fine"): boolean {
    const moves = this.tool.unfinished === undefined && !(this.tool instanceof KnifeTool);
    if (moves && this.board.editable.length > 0) {
      const pixels = how === "far" ? 10 : 1;
      const [dx, dy] = this.#turned(x, y);
      nudge(this.board, dx * pixels, dy * pixels);
      return true;
    }
    if (this.tool === this.selecting) return false;
    this.#moveCursor(x, y, { usual: 10, far: 60, fine: 0 }[how]);
    return true;
  }

  /** Enter: sets a point at the crosshair, or ends the shape where the crosshair has not moved since. */
  enter(): boolean {
    const { tool, cursor } = this;
    if (tool === this.selecting && cursor === undefined) return this.step(1);
    const last = tool.unfinished?.points.at(-1);
    const again = cursor !== undefined && last?.x === cursor.x && last.y === cursor.y;
    if ((cursor === undefined || again) && tool.finish()) return true;
    if (tool.id === "relation" && this.board.selection.length > 0) tool.place({ x: -1, y: -1 });
    else tool.place(this.#startCursor());
    return true;
  }

  /** Escape: one step out of whatever is going on; false when nothing is. */
  escape(): boolean {
    if (this.tool.letGo()) return true;
    if (this.board.vertex !== undefined) {
      this.board.vertex = undefined;
      this.board.onChange();
      return true;
    }
    if (this.board.selection.length > 0) {
      this.board.select([]);
      return true;
    }
    if (this.cursor === undefined) return false;
    this.leaveKeys();
    return true;
  }

  /** One step back: the last point of an unfinished shape, else the last edit. */
  undo(): void {
    if (!this.tool.stepBack() && this.steps.undo()) this.board.say(vectorWords().undone);
  }

  redo(): void {
    if (this.tool.unfinished === undefined && this.steps.redo()) this.board.say(vectorWords().redone);
  }

  /** A pointer is in use: the crosshair goes. */
  leaveKeys(): void {
    if (this.cursor === undefined) return;
    this.cursor = undefined;
    this.#surface.requestDraw();
  }

  /** Selects the next object in the order they lie, or the one before; false past either end. */
  step(by: 1 | -1): boolean {
    const shown = this.board.settled.objects.filter(({ hidden }) => !hidden);
    const last = this.board.selection.at(-1);
    const at = last === undefined ? (by === 1 ? -1 : shown.length) : shown.findIndex(({ id }) => id === last);
    const next = shown[at + by];
    if (next === undefined) return false;
    this.board.select([next.id]);
    this.#surface.reveal(nameplace(next));
    this.board.say(vectorWords().selectedSaid(next.label, `${at + by + 1}/${shown.length}`));
    return true;
  }

  /** Chooses an object from the list and shows it. */
  jump(id: string, adding: boolean): void {
    const object = findObject(this.board.settled, id);
    if (object === undefined) return;
    const { selection } = this.board;
    if (!adding) this.board.select([id]);
    else this.board.select(selection.includes(id) ? selection.filter((each) => each !== id) : [...selection, id]);
    this.#surface.reveal(nameplace(object));
  }

  /** Hides, shows, locks or unlocks objects: all alike, by what the first of them is. */
  toggle(ids: readonly string[], what: ObjectSwitch): void {
    const wanted = new Set(ids);
    const first = this.board.settled.objects.find(({ id }) => wanted.has(id));
    if (first === undefined) return;
    const on = what === "hidden" && ids.length > 1 ? this.board.settled.objects.some(({ hidden }) => !hidden) : !first[what];
    this.board.commit(changingObjects(this.board.settled, ids, (object) => (object[what] === on ? object : { ...object, [what]: on })));
  }

  #tool(fits: (tool: BoardTool) => boolean): BoardTool | undefined {
    return this.tools.find(fits) ?? this.others.find(fits);
  }

  #toolsFor(kinds: readonly ShapeKind[], relations: boolean): readonly BoardTool[] {
    const drawing = kinds.map((kind): BoardTool => {
      if (kind === "box" || kind === "line") return new TwoPointTool(kind, this.board, this.#surface, this.selecting);
      if (kind === "keypoint") return new KeypointTool(kind, this.board, this.#surface, this.selecting);
      return new PathTool(kind, this.board, this.#surface, this.selecting);
    });
    const knife = kinds.includes("polygon") ? [new KnifeTool(this.board, this.#surface)] : [];
    return [this.selecting, ...drawing, ...knife, ...(relations ? [new RelationTool(this.board, this.#surface)] : [])];
  }

  /** A label that is drawn with other shapes than the tool in hand brings its own tool. */
  #bringTool(label: string): void {
    const kinds = this.kindsOf(label);
    if (this.tool.keepsSelection || kinds.length === 0 || kinds.includes(drawnBy(this.tool))) return;
    const fitting = this.#tool((tool) => kinds.includes(drawnBy(tool)));
    if (fitting !== undefined) this.useTool(fitting.id);
  }

  #startCursor(): Point {
    this.cursor ??= wholePoint(clampToImage(this.#surface.middle, this.board.image));
    this.tool.aim(this.cursor);
    return this.cursor;
  }

  /** Screen pixels become image pixels along the same direction, at least one. */
  #moveCursor(x: number, y: number, screenPixels: number): void {
    const from = this.#startCursor();
    const distance = Math.max(1, Math.round(screenPixels / this.#surface.view.scale));
    const [dx, dy] = this.#turned(x, y);
    const to = clampToImage({ x: from.x + dx * distance, y: from.y + dy * distance }, this.board.image);
    this.cursor = wholePoint(to);
    this.tool.aim(this.cursor);
    this.#surface.reveal(this.cursor);
    this.board.say(vectorWords().cursorAt(this.cursor.x, this.cursor.y));
  }

  /** A direction on the screen as one in the image, whichever way the view is turned. */
  #turned(x: number, y: number): readonly [number, number] {
    const { view } = this.#surface;
    const origin = toScreen(view, { x: 0, y: 0 });
    const at = toImage(view, { x: origin.x + x * view.scale, y: origin.y + y * view.scale });
    return [Math.round(at.x), Math.round(at.y)];
  }
}

function drawnBy({ draws, id }: BoardTool): string {
  return draws ?? id;
}

function wholePoint({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

/** The place of an object that has to be seen for the object to be. */
function nameplace({ shape }: SceneObject): Point {
  if (shape.kind === "box") return { x: shape.box.left + shape.box.width / 2, y: shape.box.top + shape.box.height / 2 };
  if (shape.kind === "keypoint") return shape.point;
  return shape.vertices[0];
}
