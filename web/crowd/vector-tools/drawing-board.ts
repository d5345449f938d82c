import type { Point, Size } from "../drawing/point.js";
import { SceneIndex } from "../drawing/hit-test.js";
import { record, redo, startHistory, undo, type History } from "../drawing/history.js";
import { emptyScene, freeId, objectsOf, withObjects, type Scene, type SceneObject, type Shape } from "../drawing/scene.js";
import { isWhole, rounded } from "../drawing/shape-edits.js";
import { snapped, type Snap } from "../drawing/snapping.js";

/** The name of the tool that only chooses and edits; the others are named by what they draw. */
export const selectTool = "select";

/**
 * What a worker has in hand on one image: the scene with its history, what is selected, the label and the tool. Knows
 * no screen and no keys. Everything that changes it ends in one call of `onChange`; edits of the scene in `onEdit` too.
 */
export class DrawingBoard {
  #history: History<Scene> = startHistory(emptyScene);
  /** While a shape is being dragged: what it would be if let go now. */
  #preview: Scene | undefined;
  #selection: readonly string[] = [];

  onChange: () => void = () => undefined;
  /** `stepped`: an edit was undone or made again, not made. */
  onEdit: (stepped: boolean) => void = () => undefined;
  /** Says something to a worker who may not see the picture. */
  say: (text: string) => void = () => undefined;
  /** Says why nothing came of what a worker tried, to those who see the picture too. */
  refuse: (why: string) => void = () => undefined;

  label = "";
  image: Size = { width: 0, height: 0 };
  /** The handle or vertex of the one selected object that keys move. */
  vertex: number | undefined;
  snaps = true;
  locked = false;
  /** The group that new keypoints join; undefined where groups mean nothing. */
  group: number | undefined;
  /** Whether keypoints are said to be visible or occluded. */
  asksVisibility = false;
  /** Where a point would snap now, to be shown. */
  snapMark: Snap | undefined;

  /** The scene as it is shown. */
  get scene(): Scene {
    return this.#preview ?? this.#history.present;
  }

  /** The scene as it would be answered: without what is being dragged. */
  get settled(): Scene {
    return this.#history.present;
  }

  get canUndo(): boolean {
    return this.#history.past !== undefined;
  }

  get canRedo(): boolean {
    return this.#history.future !== undefined;
  }

  get selection(): readonly string[] {
    return this.#selection;
  }

  /** The selected objects as they lie. */
  get selected(): readonly SceneObject[] {
    return objectsOf(this.scene, this.#selection);
  }

  /** The selected objects that may be changed. */
  get editable(): readonly SceneObject[] {
    return this.locked ? [] : this.selected.filter(({ locked, hidden }) => !locked && !hidden);
  }

  get index(): SceneIndex {
    return SceneIndex.of(this.scene);
  }

  /** Finds what is recorded, whatever is being dragged. */
  get settledIndex(): SceneIndex {
    return SceneIndex.of(this.settled);
  }

  /** Starts anew with a scene that cannot be undone. */
  load(scene: Scene): void {
    this.#history = startHistory(scene);
    this.#preview = undefined;
    this.#selection = [];
    this.vertex = undefined;
    // Groups of what was there before mean nothing here; the element counts them anew.
    this.group = undefined;
    this.onChange();
  }

  /** Shows a scene without recording it, while a drag lasts; undefined shows the recorded one again. */
  preview(scene: Scene | undefined): void {
    this.#preview = scene;
    this.onChange();
  }

  /** One step of the worker's: recorded, and undone as one. */
  commit(scene: Scene): void {
    this.#preview = undefined;
    if (this.locked || scene === this.#history.present) {
      this.onChange();
      return;
    }
    this.#move(record(this.#history, scene), false);
  }

  undo(): boolean {
    return this.#step(undo(this.#history));
  }

  redo(): boolean {
    return this.#step(redo(this.#history));
  }

  select(ids: readonly string[]): void {
    this.#selection = ids;
    this.vertex = undefined;
    this.onChange();
  }

  /** Adds what was just drawn under the label in hand; undefined when it is too small to be anything. */
  add(shape: Shape): SceneObject | undefined {
    const whole = rounded(shape, this.image);
    if (this.locked || !isWhole(whole)) return undefined;
    const grouped = whole.kind === "keypoint" && this.group !== undefined ? { group: this.group } : {};
    const object = {
      id: freeId(this.settled), label: this.label, shape: whole, locked: false, hidden: false, attributes: {}, ...grouped,
    };
    this.commit(withObjects(this.settled, [object]));
    return object;
  }

  /** A point where it snaps to within `reach` image pixels, if it does; remembers the mark to show. */
  snap(point: Point, reach: number, apart: readonly string[] = []): Point {
    this.snapMark = reach > 0 ? snapped(point, this.index, reach, this.image, apart) : undefined;
    return this.snapMark?.point ?? point;
  }

  #step(history: History<Scene>): boolean {
    if (history === this.#history || this.locked) return false;
    this.#preview = undefined;
    this.#move(history, true);
    return true;
  }

  #move(history: History<Scene>, stepped: boolean): void {
    this.#history = history;
    const there = new Set(history.present.objects.map(({ id }) => id));
    if (!this.#selection.every((id) => there.has(id))) this.#selection = this.#selection.filter((id) => there.has(id));
    this.vertex = this.#vertexStillThere();
    this.onChange();
    this.onEdit(stepped);
  }

  #vertexStillThere(): number | undefined {
    const [only, ...others] = this.selected;
    if (only === undefined || others.length > 0 || this.vertex === undefined) return undefined;
    return this.vertex < handleCount(only.shape) ? this.vertex : undefined;
  }
}

/** How many places a shape can be pulled by. */
export function handleCount(shape: Shape): number {
  if (shape.kind === "box") return 8;
  return shape.kind === "keypoint" ? 0 : shape.vertices.length;
}
