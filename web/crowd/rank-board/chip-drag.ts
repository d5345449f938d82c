import type { ReactiveController, ReactiveElement } from "lit";

/** A press that moves less than this is a tap. */
const tapDistance = 5;

/** What a drag needs of the board: where a point lies, and what to do with a chip let go there. */
export interface DragTarget {
  /** The drop place under a point of the viewport; undefined outside them all. */
  placeAt(x: number, y: number): HTMLElement | undefined;
  drop(chip: HTMLElement, place: HTMLElement): void;
  tap(chip: HTMLElement): void;
}

/** Moves a chip with mouse, pen or finger; Escape puts it back. The chip follows by a transform, so nothing reflows. */
export class ChipDrag implements ReactiveController {
  readonly #target: DragTarget;
  #chip: HTMLElement | undefined;
  #pointer = 0;
  #from = { x: 0, y: 0 };
  #moved = false;
  #over: HTMLElement | undefined;

  constructor(host: ReactiveElement, target: DragTarget) {
    this.#target = target;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#end();
  }

  readonly down = (event: PointerEvent): void => {
    const chip = event.currentTarget;
    if (event.button !== 0 || !event.isPrimary || !(chip instanceof HTMLElement)) return;
    this.#end();
    this.#chip = chip;
    this.#pointer = event.pointerId;
    this.#from = { x: event.clientX, y: event.clientY };
    chip.setPointerCapture(event.pointerId);
    chip.addEventListener("pointermove", this.#move);
    chip.addEventListener("pointerup", this.#up);
    chip.addEventListener("pointercancel", this.#cancel);
    window.addEventListener("keydown", this.#escape, { capture: true });
  };

  readonly #move = (event: PointerEvent): void => {
    const chip = this.#chip;
    if (chip === undefined || event.pointerId !== this.#pointer) return;
    const [dx, dy] = [event.clientX - this.#from.x, event.clientY - this.#from.y];
    this.#moved ||= Math.hypot(dx, dy) >= tapDistance;
    if (!this.#moved) return;
    chip.classList.add("dragged");
    chip.style.transform = `translate(${dx}px, ${dy}px)`;
    this.#mark(this.#target.placeAt(event.clientX, event.clientY));
  };

  readonly #up = (event: PointerEvent): void => {
    const chip = this.#chip;
    if (chip === undefined || event.pointerId !== this.#pointer) return;
    const [moved, over] = [this.#moved, this.#over];
    this.#end();
    if (!moved) this.#target.tap(chip);
    else if (over !== undefined) this.#target.drop(chip, over);
  };

  readonly #cancel = (): void => {
    this.#end();
  };

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.#end();
  };

  #mark(over: HTMLElement | undefined): void {
    this.#over?.classList.remove("over");
    this.#over = over;
    over?.classList.add("over");
  }

  #end(): void {
    const chip = this.#chip;
    this.#mark(undefined);
    this.#chip = undefined;
    this.#moved = false;
    window.removeEventListener("keydown", this.#escape, { capture: true });
    if (chip === undefined) return;
    chip.classList.remove("dragged");
    chip.style.transform = "";
    chip.removeEventListener("pointermove", this.#move);
    chip.removeEventListener("pointerup", this.#up);
    chip.removeEventListener("pointercancel", this.#cancel);
  }
}
