import { boxBetween, clampToImage, type Box, type Point, type Size } from "../drawing/point.js";
import { screenBox, type View } from "../drawing/view.js";
import type { StageLayer, StagePointer, StageTool } from "../image-stage/stage-layer.js";
import { boxAt, dragged, gripAt, type Grip, type Part, type PlacedBox } from "./form-boxes.js";

/** Fingers need more room than a mouse. */
const reachInPixels: Readonly<Record<string, number>> = { touch: 22, pen: 12, mouse: 8 };
/** Smaller than this on the screen a drag was a press. */
const leastDrawn = 4;
const colours: Readonly<Record<Part, string>> = { key: "#1d6fe0", value: "#0a8f4e" };

/** What the canvas shows and asks of the element around it. */
export interface FormScene {
  readonly boxes: readonly PlacedBox[];
  readonly selected: string | undefined;
  /** The box that the next drag draws. */
  readonly awaited: { readonly id: string; readonly part: Part } | undefined;
  readonly image: Size | undefined;
  readonly scale: number;
  mayMove(id: string): boolean;
  select(id: string): void;
  /** A box as it stands during a drag; `done` once the pointer lets go. */
  place(id: string, part: Part, box: Box, done: boolean): void;
}

interface Drag {
  readonly id: string;
  readonly part: Part;
  readonly grip: Grip | "new";
  readonly from: Point;
  readonly before: Box;
}

/** Draws the boxes of keys and values and lets the worker take hold of them. */
export class FormCanvas implements StageLayer, StageTool {
  readonly #scene: FormScene;
  #drag: Drag | undefined;
  #cursor = "default";

  constructor(scene: FormScene) {
    this.#scene = scene;
  }

  get cursor(): string {
    return this.#scene.awaited === undefined ? this.#cursor : "crosshair";
  }

  draw(context: CanvasRenderingContext2D, view: View): void {
    const { boxes, selected } = this.#scene;
    for (const placed of boxes) if (placed.id !== selected) this.#drawBox(context, view, placed, false);
    const chosen = boxes.filter(({ id }) => id === selected);
    const [first, second] = chosen.map(({ box }) => screenBox(view, box));
    if (first !== undefined && second !== undefined) drawLink(context, first, second);
    for (const placed of chosen) this.#drawBox(context, view, placed, true);
  }

  down(pointer: StagePointer): boolean {
    const { awaited, boxes, selected } = this.#scene;
    if (pointer.button !== 0) return false;
    if (awaited !== undefined) {
      const from = this.#inside(pointer.image);
      this.#drag = { ...awaited, grip: "new", from, before: boxBetween(from, from) };
      return true;
    }
    const hit = boxAt(boxes, pointer.image, this.#reach(pointer), selected);
    if (hit === undefined) return false;
    this.#scene.select(hit.id);
    const grip = this.#scene.mayMove(hit.id) ? gripAt(hit.box, pointer.image, this.#reach(pointer)) : undefined;
    if (grip !== undefined) this.#drag = { ...hit, grip, from: pointer.image, before: hit.box };
    return true;
  }

  move(pointer: StagePointer): void {
    if (this.#drag !== undefined) this.#scene.place(this.#drag.id, this.#drag.part, this.#dragged(this.#drag, pointer), false);
  }

  up(pointer: StagePointer): void {
    const drag = this.#drag;
    this.#drag = undefined;
    if (drag === undefined) return;
    const box = this.#dragged(drag, pointer);
    const least = leastDrawn / this.#scene.scale;
    if (drag.grip === "new" && (box.width < least || box.height < least)) return;
    this.#scene.place(drag.id, drag.part, box, true);
  }

  cancel(): void {
    if (this.#drag !== undefined && this.#drag.grip !== "new")
      this.#scene.place(this.#drag.id, this.#drag.part, this.#drag.before, true);
    this.#drag = undefined;
  }

  hover(pointer: StagePointer | undefined): void {
    const { boxes, selected } = this.#scene;
    const hit = pointer === undefined ? undefined : boxAt(boxes, pointer.image, this.#reach(pointer), selected);
    if (hit === undefined || pointer === undefined) this.#cursor = "grab";
    else if (!this.#scene.mayMove(hit.id)) this.#cursor = "pointer";
    else this.#cursor = gripAt(hit.box, pointer.image, this.#reach(pointer)) === "inside" ? "move" : "nwse-resize";
  }

  doubleClick(): void {
    // One press selects already.
  }

  #dragged({ grip, from, before }: Drag, pointer: StagePointer): Box {
    const image = this.#scene.image ?? { width: 1, height: 1 };
    if (grip === "new") return boxBetween(from, this.#inside(pointer.image));
    return dragged(before, grip, from, pointer.image, image);
  }

  #inside(point: Point): Point {
    return clampToImage(point, this.#scene.image ?? { width: 1, height: 1 });
  }

  #reach(pointer: StagePointer): number {
    return (reachInPixels[pointer.pointerType] ?? 8) / this.#scene.scale;
  }

  #drawBox(context: CanvasRenderingContext2D, view: View, { id, part, box }: PlacedBox, chosen: boolean): void {
    const { left, top, width, height } = screenBox(view, box);
    context.globalAlpha = chosen ? 0.22 : 0.1;
    context.fillStyle = colours[part];
    context.fillRect(left, top, width, height);
    context.globalAlpha = chosen ? 1 : 0.7;
    context.lineWidth = chosen ? 2.5 : 1.25;
    context.strokeStyle = colours[part];
    // Dashes tell values from keys without colour.
    context.setLineDash(part === "value" ? [6, 3] : []);
    context.strokeRect(left, top, width, height);
    context.setLineDash([]);
    if (chosen && this.#scene.mayMove(id)) drawHandles(context, { left, top, width, height }, colours[part]);
    context.globalAlpha = 1;
  }
}

/** From the key to its value, outside both, so that no text is struck through. */
function drawLink(context: CanvasRenderingContext2D, first: Box, second: Box): void {
  const middle = (box: Box): number => box.top + box.height / 2;
  const centre = (box: Box): number => box.left + box.width / 2;
  const beside = second.left >= first.left + first.width;
  context.strokeStyle = "#5b6675";
  context.lineWidth = 1.5;
  context.beginPath();
  if (beside) {
    context.moveTo(first.left + first.width, middle(first));
    context.lineTo(second.left, middle(second));
  } else {
    context.moveTo(centre(first), first.top + first.height);
    context.lineTo(centre(second), second.top);
  }
  context.stroke();
}

function drawHandles(context: CanvasRenderingContext2D, { left, top, width, height }: Box, colour: string): void {
  context.fillStyle = "#fff";
  context.strokeStyle = colour;
  context.lineWidth = 2;
  for (const [x, y] of [[left, top], [left + width, top], [left, top + height], [left + width, top + height]] as const) {
    context.beginPath();
    context.rect(x - 4, y - 4, 8, 8);
    context.fill();
    context.stroke();
  }
}
