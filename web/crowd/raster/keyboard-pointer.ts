import type { Box, Point } from "../drawing/point.js";
import { toImage, toScreen, type View } from "../drawing/view.js";
import type { StagePointer, StageTool } from "../image-stage/stage-layer.js";

const steps: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** One press of an arrow in CSS pixels, and with Shift; with Alt it is one pixel of the image. */
const shortStep = 8;
const longStep = 48;

interface ArrowKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** A pointer moved by arrow keys: whatever a tool does by mouse it does by keyboard, freehand strokes included. */
export class KeyboardPointer {
  #at: Point | undefined;
  #pressed = false;

  /** Where it is in the image; undefined while it is not used. */
  get at(): Point | undefined {
    return this.#at;
  }

  /** Whether it is held down. */
  get isPressed(): boolean {
    return this.#pressed;
  }

  /** Puts it away; what was begun with it is taken back. */
  release(tool: StageTool | undefined): boolean {
    const was = this.#at !== undefined;
    if (this.#pressed) tool?.cancel();
    this.#pressed = false;
    this.#at = undefined;
    if (was) tool?.hover(undefined);
    return was;
  }

  /** Moves by an arrow key, from the middle of what is in sight at first; says whether the key was one. */
  move(event: ArrowKey, view: View, sight: Box, tool: StageTool | undefined): boolean {
    const step = steps[event.key];
    if (step === undefined) return false;
    const start = this.#at ?? middleOf(sight);
    this.#at = event.altKey ? moved(start, step, 1) : movedOnScreen(view, start, step, event.shiftKey ? longStep : shortStep);
    const pointer = describe(view, this.#at, this.#pressed ? 1 : 0);
    if (this.#pressed) tool?.move(pointer);
    else tool?.hover(pointer);
    return true;
  }

  /** A click; for a tool that paints along its way the first press begins and the second ends. */
  press(view: View, sight: Box, tool: StageTool | undefined, holds: boolean): void {
    if (tool === undefined) return;
    this.#at ??= middleOf(sight);
    const pointer = describe(view, this.#at, 1);
    if (!this.#pressed) tool.down(pointer);
    if (this.#pressed || !holds) tool.up(pointer);
    this.#pressed = holds && !this.#pressed;
  }
}

function middleOf({ left, top, width, height }: Box): Point {
  return { x: left + width / 2, y: top + height / 2 };
}

function moved(from: Point, [x, y]: readonly [number, number], length: number): Point {
  return { x: from.x + x * length, y: from.y + y * length };
}

function movedOnScreen(view: View, from: Point, step: readonly [number, number], length: number): Point {
  return toImage(view, moved(toScreen(view, from), step, length));
}

function describe(view: View, image: Point, pressure: number): StagePointer {
  const screen = toScreen(view, image);
  const held = { shiftKey: false, ctrlKey: false, altKey: false };
  return { image, screen, button: 0, ...held, pressure, pointerType: "keyboard", coalesced: [image] };
}
