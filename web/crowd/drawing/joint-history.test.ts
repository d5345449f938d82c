import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MaskDocument } from "../raster/mask-document.js";
import { allExcept } from "../raster/painting.js";
import { DrawingBoard } from "../vector-tools/drawing-board.js";
import { JointHistory, type Steps } from "./joint-history.js";
import { emptyScene } from "./scene.js";

const image = { width: 12, height: 8 };

/** A real board and a real mask over one picture, their edits in one order. */
class ShapesAndMask {
  readonly history = new JointHistory();
  readonly board = new DrawingBoard();
  readonly mask = new MaskDocument(image, [{ value: 1, label: "A", colour: 0x123456, owned: true }], () => undefined);

  constructor() {
    this.board.image = image;
    this.board.load(emptyScene);
    this.board.onEdit = (stepped) => {
      if (!stepped) this.history.push(this.board);
    };
  }

  draw(x: number): void {
    this.board.add({ kind: "keypoint", point: { x: x % image.width, y: 1 } });
  }

  paint(x: number): void {
    const painting = this.mask.paint(x % 2, allExcept(new Set()));
    painting.span(x % image.height, x % 5, (x % 5) + 4);
    if (this.mask.commit([painting], this.mask.objects)) this.history.push(this.mask);
  }

  get state(): unknown {
    return { shapes: this.board.settled.objects.map(({ shape }) => shape), cells: Array.from(this.mask.map.cells) };
  }
}

const edits = fc.array(fc.record({ draws: fc.boolean(), at: fc.nat(40) }), { maxLength: 24 });

function edit(work: ShapesAndMask, { draws, at }: { draws: boolean; at: number }): void {
  if (draws) work.draw(at);
  else work.paint(at);
}

describe("one history over shapes and mask", () => {
  it("takes edits back one by one in the order they were made, and makes them again in that order", () => {
    fc.assert(
      fc.property(edits, (made) => {
        const work = new ShapesAndMask();
        const states = [work.state];
        for (const each of made) {
          edit(work, each);
          if (JSON.stringify(work.state) !== JSON.stringify(states.at(-1))) states.push(work.state);
        }
        for (const state of states.slice(0, -1).reverse()) {
          expect(work.history.undo()).toBe(true);
          expect(work.state).toEqual(state);
        }
        expect([work.history.canUndo, work.history.undo()]).toEqual([false, false]);
        for (const state of states.slice(1)) {
          expect(work.history.redo()).toBe(true);
          expect(work.state).toEqual(state);
        }
        expect([work.history.canRedo, work.history.redo()]).toEqual([false, false]);
      }),
    );
  });

  it("forgets what was undone, of either, once something new is made", () => {
    fc.assert(
      fc.property(edits, fc.nat(24), edits, (made, back, more) => {
        const work = new ShapesAndMask();
        for (const each of made) edit(work, each);
        for (let step = 0; step < back; step += 1) work.history.undo();
        const before = work.state;
        work.draw(3);
        expect(work.history.canRedo).toBe(false);
        work.history.undo();
        expect(work.state).toEqual(before);
        work.history.redo();
        for (const each of more) edit(work, each);
        const last = work.state;
        while (work.history.undo());
        while (work.history.redo());
        expect(work.state).toEqual(last);
      }),
    );
  });

  it("passes over the edits of what has begun anew since", () => {
    const work = new ShapesAndMask();
    work.draw(1);
    work.paint(1);
    work.draw(2);
    work.board.load(emptyScene);
    expect(work.history.undo()).toBe(true);
    expect(Array.from(work.mask.map.cells).every((cell) => cell === 0)).toBe(true);
    expect(work.history.canUndo).toBe(false);
  });

  it("keeps its place when a step may not be made now", () => {
    const history = new JointHistory();
    let free = false;
    const busy: Steps = { canUndo: true, canRedo: true, undo: () => free, redo: () => free };
    history.push(busy);
    expect(history.undo()).toBe(false);
    free = true;
    expect(history.undo()).toBe(true);
    expect(history.redo()).toBe(true);
  });
});
