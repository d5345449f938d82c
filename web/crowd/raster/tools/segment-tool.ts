import type { Point } from "../../drawing/point.js";
import type { StagePointer, StageTool } from "../../image-stage/stage-layer.js";
import { connectedSpans } from "../flood-fill.js";
import { erasesBy, type PaintDesk } from "../paint-desk.js";
import type { Painting } from "../painting.js";
import { tileAt, type SegmentTile } from "../pixel-analysis.js";

/** Shows the superpixel under the pointer; a press gives it the label in hand, a drag those it passes. */
export class SegmentTool implements StageTool {
  readonly cursor = "cell";
  readonly #desk: PaintDesk;
  readonly #tiles = new Map<string, Promise<SegmentTile | undefined>>();
  #painting: Painting | undefined;
  #pressed = false;
  #at: Point | undefined;
  #shown = "";
  /** Assignments in the order of the pointer, each waiting for the tile it needs. */
  #queue: Promise<void> = Promise.resolve();

  constructor(desk: PaintDesk) {
    this.#desk = desk;
  }

  down(pointer: StagePointer): boolean {
    this.#pressed = true;
    this.#painting = this.#desk.begin(erasesBy(pointer));
    this.#assign(pointer.image);
    return true;
  }

  move(pointer: StagePointer): void {
    for (const point of pointer.coalesced) this.#assign(point);
    this.hover(pointer);
  }

  up(): void {
    const painting = this.#painting;
    this.#pressed = false;
    this.#painting = undefined;
    if (painting !== undefined) this.#then(() => { this.#desk.commit(painting); });
  }

  cancel(): void {
    const painting = this.#painting;
    this.#pressed = false;
    this.#painting = undefined;
    if (painting !== undefined) this.#then(() => { this.#desk.abandon(painting); });
  }

  hover(pointer: StagePointer | undefined): void {
    this.#at = pointer?.image;
    void this.#preview(pointer?.image);
  }

  doubleClick(): void {
    // Both presses have done what there is to do.
  }

  /** After the size of segments changed, or when the tool is put down. */
  forget(): void {
    this.#shown = "";
    this.#desk.preview.showRegion(undefined);
    this.#desk.redraw();
  }

  async #preview(at: Point | undefined): Promise<void> {
    const tile = at === undefined ? undefined : await this.#tile(at);
    if (this.#at !== at) return;
    const segment = tile === undefined || at === undefined ? -1 : segmentAt(tile, at);
    const key = tile === undefined ? "" : `${tile.left} ${tile.top} ${this.#desk.segmentSize} ${segment}`;
    if (key === this.#shown) return;
    this.#shown = key;
    this.#desk.preview.showRegion(tile === undefined || segment < 0 ? undefined : { ...boxOf(tile, segment) });
    this.#desk.redraw();
  }

  #assign(at: Point): void {
    const painting = this.#painting;
    if (painting === undefined || !this.#pressed) return;
    this.#then(async () => {
      const tile = await this.#tile(at);
      if (tile === undefined || segmentAt(tile, at) < 0) return;
      const start = { x: Math.floor(at.x) - tile.left, y: Math.floor(at.y) - tile.top };
      const segment = segmentAt(tile, at);
      connectedSpans(tile, start, (cell) => tile.cells[cell] === segment, (y, left, right) => {
        painting.span(y + tile.top, left + tile.left, right + tile.left);
      });
      this.#desk.show(painting);
    });
  }

  #then(next: () => void | Promise<void>): void {
    this.#queue = this.#queue.then(next);
  }

  async #tile(at: Point): Promise<SegmentTile | undefined> {
    const { map, segmentSize } = this.#desk;
    if (at.x < 0 || at.y < 0 || at.x >= map.width || at.y >= map.height) return undefined;
    const { left, top } = tileAt(at, map);
    const key = `${left} ${top} ${segmentSize}`;
    const coming = this.#tiles.get(key) ?? this.#desk.analyse("segments", { at, spacing: segmentSize });
    this.#tiles.set(key, coming);
    return coming;
  }
}

function segmentAt(tile: SegmentTile, { x, y }: Point): number {
  const [column, row] = [Math.floor(x) - tile.left, Math.floor(y) - tile.top];
  if (column < 0 || row < 0 || column >= tile.width || row >= tile.height) return -1;
  return tile.cells[row * tile.width + column] ?? -1;
}

/** One segment cut out of its tile. */
function boxOf(tile: SegmentTile, segment: number): { left: number; top: number; width: number; height: number; cells: Uint8Array } {
  let [left, top, right, bottom] = [tile.width, tile.height, 0, 0];
  tile.cells.forEach((each, cell) => {
    if (each !== segment) return;
    const [x, y] = [cell % tile.width, Math.floor(cell / tile.width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  });
  const [width, height] = [right - left, bottom - top];
  const cells = Uint8Array.from({ length: width * height }, (_, cell) => {
    const at = (top + Math.floor(cell / width)) * tile.width + left + (cell % width);
    return tile.cells[at] === segment ? 1 : 0;
  });
  return { left: tile.left + left, top: tile.top + top, width, height, cells };
}
