import type { Box, Point, Size } from "../drawing/point.js";
import type { View } from "../drawing/view.js";
import type { StageLayer } from "../image-stage/stage-layer.js";
import { colourText } from "./colours.js";
import { areasOf, floodSpans } from "./flood-fill.js";
import { IdleWork } from "./idle-work.js";
import { LabelOverlay } from "./label-overlay.js";
import { background, largestValue, valueAt, type LabelMap } from "./label-map.js";
import { MaskDocument, type MaskObject } from "./mask-document.js";
import { withMissing, type InHand, type MaskKind } from "./mask-kind.js";
import { overlayColours } from "./overlay-colours.js";
import type { PaintDesk } from "./paint-desk.js";
import { allExcept, only, type Paintable, type Painting } from "./painting.js";
import { PreviewLayer } from "./preview-layer.js";
import type { PaintSettings, Pending, SessionHost } from "./session-host.js";

/** A worker's hands on one mask: what is selected, hidden and locked, how tools paint, and every edit. */
export class PaintingSession implements PaintDesk {
  readonly settings: PaintSettings = {
    brushSize: 24,
    segmentSize: 24,
    tolerance: 16,
    opacity: 0.5,
    outline: true,
    overBackgroundOnly: false,
  };
  readonly document: MaskDocument;
  readonly preview = new PreviewLayer();
  readonly analyse: PaintDesk["analyse"];
  readonly #overlay = new LabelOverlay();
  readonly #host: SessionHost;
  readonly #kind: MaskKind;
  readonly #hidden = new Set<number>();
  readonly #locked = new Set<number>();
  readonly #pending = new Map<Painting, Pending>();
  readonly #compressing = new IdleWork(() => this.#pending.size === 0 && this.document.prepare());
  #label = "";
  #selected: readonly number[] = [];
  #lastValue = 0;

  constructor(host: SessionHost, kind: MaskKind, size: Size, objects: readonly MaskObject[], cells?: Uint16Array) {
    this.#host = host;
    this.analyse = host.analyse;
    this.#kind = kind;
    this.document = new MaskDocument(size, objects, (box) => { this.#onChange(box); }, cells);
    this.#lastValue = Math.max(0, ...objects.map(({ value }) => value));
    this.#overlay.show(this.map);
    this.recolour();
    this.#compressing.start();
  }

  get layers(): readonly StageLayer[] {
    return [this.#overlay, this.preview];
  }

  get map(): LabelMap {
    return this.document.map;
  }

  get view(): View {
    return this.#host.view;
  }

  get brushRadius(): number {
    return this.settings.brushSize / 2;
  }

  get segmentSize(): number {
    return this.settings.segmentSize;
  }

  get tolerance(): number {
    return this.settings.tolerance;
  }

  set tolerance(tolerance: number) {
    this.settings.tolerance = tolerance;
    this.#host.requestUpdate();
  }

  get label(): string {
    return this.#label;
  }

  get selected(): readonly number[] {
    return this.#selected;
  }

  isHidden(value: number): boolean {
    return this.#hidden.has(value);
  }

  isLocked(value: number): boolean {
    return this.#locked.has(value);
  }

  /** Takes a label in hand; instances of it are new ones until one is selected. */
  pickLabel(label: string): void {
    this.#label = label;
    this.select([]);
  }

  select(values: readonly number[]): void {
    this.#selected = values;
    this.recolour();
  }

  /** Selects one value, or adds it to those selected, or takes it from them again. */
  pick(value: number, adding: boolean): void {
    const others = this.#selected.filter((each) => each !== value);
    this.select(adding ? (others.length < this.#selected.length ? others : [...others, value]) : [value]);
  }

  toggle(values: readonly number[], what: "hidden" | "locked"): void {
    const set = what === "hidden" ? this.#hidden : this.#locked;
    const wanted = values.some((value) => !set.has(value));
    for (const value of values) {
      if (wanted) set.add(value);
      else set.delete(value);
    }
    this.recolour();
  }

  /** Takes in labels that came later; what is there keeps its value and colour. */
  extend(objects: readonly MaskObject[]): void {
    if (this.#kind.hasInstances) return;
    const all = withMissing(this.document.objects, objects, this.#lastValue + 1);
    this.#lastValue = Math.max(this.#lastValue, ...all.map(({ value }) => value));
    this.document.announce(all);
    this.recolour();
  }

  begin(erases: boolean): Painting | undefined {
    if (this.#host.isDisabled) return undefined;
    const inHand = erases ? { value: background, objects: this.document.objects } : this.#inHand();
    if (inHand === undefined || this.#locked.has(inHand.value) || inHand.value > largestValue) return undefined;
    const painting = this.document.paint(inHand.value, this.#paintable(erases));
    const before = this.document.objects;
    this.#pending.set(painting, { inHand, erases, before });
    this.document.announce(inHand.objects);
    if (inHand.objects !== before) this.recolour();
    return painting;
  }

  show(painting: Painting): void {
    this.document.show(painting);
  }

  commit(painting: Painting): void {
    const pending = this.#pending.get(painting);
    if (pending === undefined) return;
    if (!painting.changed) {
      this.abandon(painting);
      return;
    }
    this.#pending.delete(painting);
    const { inHand, erases, before } = pending;
    this.#lastValue = Math.max(this.#lastValue, inHand.value);
    if (this.#kind.hasInstances && !erases) this.#selected = [inHand.value];
    this.document.commit([painting], inHand.objects, before);
    const object = this.objectOf(inHand.value);
    this.#host.edited({ kind: erases ? "erased" : "painted", ...(object && { object }) });
  }

  abandon(painting: Painting): void {
    const pending = this.#pending.get(painting);
    if (pending === undefined) return;
    this.#pending.delete(painting);
    this.document.abandon(painting);
    this.document.announce(pending.before);
    this.recolour();
  }

  undo(): boolean {
    return this.#step(() => this.document.undo(), "undone");
  }

  redo(): boolean {
    return this.#step(() => this.document.redo(), "redone");
  }

  redraw(): void {
    this.#host.requestDraw();
  }

  pickAt(at: Point): void {
    const value = valueAt(this.map, Math.floor(at.x), Math.floor(at.y));
    const object = this.objectOf(value);
    if (object?.owned === true) this.#label = object.label;
    this.select(this.#kind.hasInstances && object !== undefined ? [value] : []);
    this.#host.requestUpdate();
  }

  objectOf(value: number): MaskObject | undefined {
    return this.document.objects.find((object) => object.value === value);
  }

  /** Takes objects' pixels away, and instances out of the list. */
  remove(values: readonly number[]): void {
    const open = values.filter((value) => !this.#locked.has(value));
    const painting = this.#paintedOver(open, background);
    const { objects } = this.document;
    this.#finish([painting], this.#kind.hasInstances ? objects.filter(({ value }) => !open.includes(value)) : objects);
  }

  /** Makes several instances one: the first of them. */
  merge(values: readonly number[]): void {
    const [kept, ...others] = values.filter((value) => !this.#locked.has(value));
    if (kept === undefined || others.length === 0) return;
    const painting = this.#paintedOver(others, kept);
    this.#selected = [kept];
    this.#finish([painting], this.document.objects.filter(({ value }) => !others.includes(value)));
  }

  /** Makes each separate part of an instance but the largest an instance of its own. */
  split(value: number): void {
    const whole = this.objectOf(value);
    const [, ...parts] = areasOf(this.map, value);
    if (whole === undefined || parts.length === 0) return;
    let objects = this.document.objects;
    const paintings = parts.map(({ x, y }) => {
      this.#lastValue += 1;
      const made = this.#kind.inHand({ objects, label: whole.label, selected: [], freeValue: this.#lastValue });
      objects = made?.objects ?? objects;
      const painting = this.document.paint(this.#lastValue, only([value]));
      floodSpans(this.map, x, y, painting.span);
      return painting;
    });
    this.#finish(paintings, objects);
  }

  relabel(values: readonly number[], label: string): void {
    const { objects } = this.document;
    const changes = (object: MaskObject): boolean => values.includes(object.value) && object.label !== label;
    this.#finish([], objects.some(changes) ? objects.map((each) => (changes(each) ? { ...each, label } : each)) : objects);
  }

  /** After settings, visibility or selection have changed. */
  recolour(): void {
    const { objects } = this.document;
    const shown = objects.filter(({ value }) => !this.#hidden.has(value));
    this.#overlay.setColours(overlayColours(shown, this.#kind.hasInstances ? this.#selected : [], this.settings));
    const inHand = this.#inHand();
    this.preview.colour = colourText(inHand?.objects.find(({ value }) => value === inHand.value)?.colour ?? 0);
    this.#host.requestDraw();
    this.#host.requestUpdate();
  }

  #inHand(): InHand | undefined {
    const { objects } = this.document;
    return this.#kind.inHand({ objects, label: this.#label, selected: this.#selected, freeValue: this.#lastValue + 1 });
  }

  #paintable(erases: boolean): Paintable {
    const [chosen] = this.#selected;
    if (erases && this.#kind.hasInstances && chosen !== undefined && !this.#locked.has(chosen)) return only([chosen]);
    if (!erases && this.settings.overBackgroundOnly) return only([background]);
    return allExcept(this.#locked);
  }

  #paintedOver(values: readonly number[], by: number): Painting {
    const painting = this.document.paint(by, only(values));
    for (let y = 0; y < this.map.height; y += 1) painting.span(y, 0, this.map.width);
    return painting;
  }

  #finish(paintings: readonly Painting[], objects: readonly MaskObject[]): void {
    if (this.#host.isDisabled) {
      for (const painting of paintings) this.document.abandon(painting);
      return;
    }
    if (this.document.commit(paintings, objects)) this.#host.edited({ kind: "changed" });
  }

  #step(step: () => boolean, kind: "undone" | "redone"): boolean {
    if (this.#host.isDisabled || this.#pending.size > 0 || !step()) return false;
    this.#host.edited({ kind });
    return true;
  }

  #onChange(box: Box | undefined): void {
    if (box !== undefined) {
      this.#overlay.touch(box);
      this.#host.requestDraw();
      return;
    }
    this.#selected = this.#selected.filter((value) => this.objectOf(value) !== undefined);
    this.recolour();
    // A draft will be asked for in a moment.
    this.#compressing.start();
  }
}
