import type { Box, Size } from "../drawing/point.js";
import { toBase64 } from "./base64.js";
import { backgroundColour, type Rgb } from "./colours.js";
import { EditHistory } from "./edit-history.js";
import { background, countValues, emptyLabelMap, type LabelMap } from "./label-map.js";
import { MaskPng } from "./mask-png.js";
import { MaskRuns } from "./mask-runs.js";
import { Painting, type Paintable } from "./painting.js";
import { redoDelta, undoDelta, type RasterDelta } from "./raster-delta.js";

/** What one value of a mask stands for: a label, or one instance of a label. */
export interface MaskObject {
  readonly value: number;
  readonly label: string;
  readonly colour: Rgb;
  /** Whether a label owns the colour; a mask read from a file may hold colours that none does. */
  readonly owned: boolean;
}

/** A mask being worked on: its pixels, what their values stand for, and everything that was done to it. */
export class MaskDocument {
  readonly map: LabelMap;
  readonly #history = new EditHistory();
  readonly #png: MaskPng;
  readonly #runs: MaskRuns;
  readonly #changed: (box: Box | undefined) => void;
  readonly #counts: Uint32Array;
  #objects: readonly MaskObject[];
  #revision = 0;
  #text: { revision: number; png: string } | undefined;

  /** `changed` is told which pixels changed, and with nothing when only objects did. */
  constructor(size: Size, objects: readonly MaskObject[], changed: (box: Box | undefined) => void, cells?: Uint16Array) {
    this.map = cells === undefined ? emptyLabelMap(size) : { width: size.width, height: size.height, cells };
    this.#objects = objects;
    this.#changed = changed;
    this.#png = new MaskPng(this.map);
    this.#runs = new MaskRuns(this.map);
    this.#png.setColours(coloursOf(objects));
    this.#counts = countValues(this.map);
  }

  get objects(): readonly MaskObject[] {
    return this.#objects;
  }

  /** Grows with every change; what is derived from the mask may be kept until it does. */
  get revision(): number {
    return this.#revision;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** How many pixels a value covers, paintings under way left out. */
  pixelsOf(value: number): number {
    return this.#counts[value] ?? 0;
  }

  get holdsAnything(): boolean {
    return this.pixelsOf(background) < this.map.cells.length;
  }

  paint(value: number, paintable: Paintable): Painting {
    return new Painting(this.map, value, paintable);
  }

  /** Shows what a painting has changed so far. */
  show(painting: Painting): void {
    const box = painting.takeFresh();
    if (box !== undefined) this.#touch(box);
  }

  /** Lets objects be there before the painting that makes them is committed, so that whoever looks sees a whole mask. */
  announce(objects: readonly MaskObject[]): void {
    this.#setObjects(objects);
  }

  /** Ends paintings as one edit, together with a change of objects. Says whether anything changed. */
  commit(paintings: readonly Painting[], objects: readonly MaskObject[], before = this.#objects): boolean {
    const deltas = paintings.flatMap((painting) => {
      this.show(painting);
      return painting.finish() ?? [];
    });
    if (deltas.length === 0 && objects === before) return false;
    this.#setObjects(objects);
    for (const delta of deltas) this.#count(delta, 1);
    this.#history.push({
      undo: () => {
        if (before !== objects) this.#setObjects(before);
        for (const delta of deltas.toReversed()) this.#apply(undoDelta, delta, -1);
      },
      redo: () => {
        if (before !== objects) this.#setObjects(objects);
        for (const delta of deltas) this.#apply(redoDelta, delta, 1);
      },
    });
    this.#changed(undefined);
    return true;
  }

  /** Takes a painting back as if it had never been. */
  abandon(painting: Painting): void {
    const delta = painting.finish();
    if (delta !== undefined) this.#apply(undoDelta, delta, 0);
  }

  undo(): boolean {
    return this.#tell(this.#history.undo());
  }

  redo(): boolean {
    return this.#tell(this.#history.redo());
  }

  /** The mask as a PNG in base64. */
  get pngText(): string {
    if (this.#text?.revision !== this.#revision) this.#text = { revision: this.#revision, png: toBase64(this.#png.bytes) };
    return this.#text.png;
  }

  /** The pixels as runs, for drafts and to tell whether two masks are the same. */
  get runs(): Uint8Array<ArrayBuffer> {
    return this.#runs.bytes;
  }

  /** Compresses a little ahead of need; says whether there was anything to do. */
  prepare(): boolean {
    return this.#png.prepareOne();
  }

  #setObjects(objects: readonly MaskObject[]): void {
    if (objects === this.#objects) return;
    this.#objects = objects;
    this.#png.setColours(coloursOf(objects));
    this.#revision += 1;
  }

  #count({ lengths, before, after }: RasterDelta, sign: number): void {
    for (let run = 0; run < lengths.length; run += 1) {
      const [length, old] = [(lengths[run] ?? 0) * sign, before[run] ?? 0];
      this.#counts[old] = (this.#counts[old] ?? 0) - length;
      this.#counts[after] = (this.#counts[after] ?? 0) + length;
    }
  }

  #apply(change: (map: LabelMap, delta: RasterDelta) => void, delta: RasterDelta, sign: number): void {
    change(this.map, delta);
    this.#count(delta, sign);
    this.#touch(delta.box);
  }

  #touch(box: Box): void {
    this.#revision += 1;
    this.#png.forget(box);
    this.#runs.forget(box);
    this.#changed(box);
  }

  #tell(done: boolean): boolean {
    if (done) this.#changed(undefined);
    return done;
  }
}

/** The colour of every value from the background's on; values that nothing has are white. */
export function coloursOf(objects: readonly MaskObject[]): readonly Rgb[] {
  const last = objects.reduce((most, { value }) => Math.max(most, value), 0);
  const colours = new Array<Rgb>(last + 1).fill(backgroundColour);
  for (const { value, colour } of objects) colours[value] = colour;
  return colours;
}
