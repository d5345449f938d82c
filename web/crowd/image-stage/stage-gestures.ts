import type { Point } from "../drawing/point.js";
import { toImage, type View } from "../drawing/view.js";
import type { StagePointer, StageTool } from "./stage-layer.js";

/** What gestures move: the stage, or in tests anything with a view. */
export interface GestureTarget {
  readonly view: View;
  readonly tool: StageTool | undefined;
  /** Whether a drag moves the picture whatever the tool is, as while Space is held. */
  readonly grabbing: boolean;
  panBy(dx: number, dy: number): void;
  zoomBy(factor: number, at: Point): void;
  pointerAt(screen: Point | undefined): void;
}

type Mode = "rest" | "tool" | "pan" | "pinch";

/** One notch of a wheel (deltaY 100) zooms by a fifth. */
const wheelStrength = Math.log(1.2) / 100;
/** Pinching on a touchpad arrives as small wheel steps with Ctrl held. */
const pinchStrength = 0.01;
const pixelsPerLine = 16;

/** Tells apart what pointers and wheels mean on a surface: zoom, pan, or work for the tool. */
export class StageGestures {
  readonly #surface: HTMLElement;
  readonly #target: GestureTarget;
  readonly #pointers = new Map<number, Point>();
  #mode: Mode = "rest";

  constructor(surface: HTMLElement, target: GestureTarget) {
    this.#surface = surface;
    this.#target = target;
    surface.addEventListener("pointerdown", this.#onDown);
    surface.addEventListener("pointermove", this.#onMove);
    surface.addEventListener("pointerup", this.#onUp);
    surface.addEventListener("pointercancel", this.#onCancel);
    surface.addEventListener("pointerleave", this.#onLeave);
    surface.addEventListener("dblclick", this.#onDoubleClick);
    surface.addEventListener("wheel", this.#onWheel, { passive: false });
    surface.addEventListener("contextmenu", prevent);
    // A middle press would start the browser's own scrolling.
    surface.addEventListener("mousedown", preventMiddle);
  }

  /** The cursor that tells what a press would do. */
  showCursor(): void {
    const { tool, grabbing } = this.#target;
    const panning = this.#mode === "pan" || this.#mode === "pinch";
    this.#surface.style.cursor = panning ? "grabbing" : grabbing ? "grab" : (tool?.cursor ?? "grab");
  }

  readonly #onDown = (event: PointerEvent): void => {
    const screen = this.#placeOf(event);
    this.#pointers.set(event.pointerId, screen);
    try {
      this.#surface.setPointerCapture(event.pointerId);
    } catch {
      // The pointer is gone again, or a test made it up: its events still arrive while it is over the stage.
    }
    this.#target.pointerAt(screen);
    if (this.#pointers.size > 1) this.#startPinch();
    else this.#startDrag(event, screen);
    this.showCursor();
  };

  #startPinch(): void {
    if (this.#mode === "tool") this.#target.tool?.cancel();
    this.#mode = "pinch";
  }

  #startDrag(event: PointerEvent, screen: Point): void {
    const { tool, grabbing } = this.#target;
    const moves = grabbing || event.button === 1 || tool === undefined;
    this.#mode = !moves && tool.down(this.#describe(event, screen)) ? "tool" : "pan";
  }

  readonly #onMove = (event: PointerEvent): void => {
    const screen = this.#placeOf(event);
    this.#target.pointerAt(screen);
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) this.#target.tool?.hover(this.#describe(event, screen));
    else if (this.#mode === "tool") this.#target.tool?.move(this.#describe(event, screen));
    else if (this.#mode === "pinch") this.#pinch(event.pointerId, screen);
    else if (this.#mode === "pan") this.#target.panBy(screen.x - before.x, screen.y - before.y);
    if (before !== undefined) this.#pointers.set(event.pointerId, screen);
    this.showCursor();
  };

  /** Two fingers keep the places of the image they touch; more than two are ignored. */
  #pinch(moved: number, screen: Point): void {
    const [first, second] = Array.from(this.#pointers.entries());
    if (first === undefined || second === undefined || (first[0] !== moved && second[0] !== moved)) return;
    const still = first[0] === moved ? second[1] : first[1];
    const was = first[0] === moved ? first[1] : second[1];
    const before = Math.hypot(was.x - still.x, was.y - still.y);
    const after = Math.hypot(screen.x - still.x, screen.y - still.y);
    this.#target.panBy((screen.x - was.x) / 2, (screen.y - was.y) / 2);
    const middle = { x: (screen.x + still.x) / 2, y: (screen.y + still.y) / 2 };
    if (before > 0 && after > 0) this.#target.zoomBy(after / before, middle);
  }

  readonly #onUp = (event: PointerEvent): void => {
    const screen = this.#placeOf(event);
    if (this.#mode === "tool") this.#target.tool?.up(this.#describe(event, screen));
    this.#release(event);
  };

  readonly #onCancel = (event: PointerEvent): void => {
    if (this.#mode === "tool") this.#target.tool?.cancel();
    this.#release(event);
  };

  /** The finger that stays after a pinch goes on moving the picture: it must not draw by accident. */
  #release(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    this.#mode = this.#pointers.size === 0 ? "rest" : "pan";
    if (event.pointerType === "touch") this.#target.pointerAt(undefined);
    this.showCursor();
  }

  readonly #onLeave = (event: PointerEvent): void => {
    if (this.#pointers.has(event.pointerId)) return;
    this.#target.pointerAt(undefined);
    this.#target.tool?.hover(undefined);
  };

  readonly #onDoubleClick = (event: MouseEvent): void => {
    this.#target.tool?.doubleClick(this.#describe(event, this.#placeOf(event)));
  };

  readonly #onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? pixelsPerLine : 1;
    if (event.shiftKey) this.#target.panBy(-(event.deltaX + event.deltaY) * unit, 0);
    else {
      const strength = event.ctrlKey ? pinchStrength : wheelStrength;
      this.#target.zoomBy(Math.exp(-event.deltaY * unit * strength), this.#placeOf(event));
    }
    this.#target.pointerAt(this.#placeOf(event));
  };

  #placeOf(event: MouseEvent): Point {
    const box = this.#surface.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #describe(event: MouseEvent, screen: Point): StagePointer {
    const { view } = this.#target;
    const pointer = event instanceof PointerEvent ? event : undefined;
    const passed = pointer?.getCoalescedEvents().map((each) => toImage(view, this.#placeOf(each))) ?? [];
    const image = toImage(view, screen);
    return {
      image,
      screen,
      button: event.button,
      shiftKey: event.shiftKey,
      ctrlKey: event.ctrlKey || event.metaKey,
      altKey: event.altKey,
      pressure: pointer?.pressure ?? 0,
      pointerType: pointer?.pointerType ?? "mouse",
      coalesced: passed.length === 0 ? [image] : passed,
    };
  }
}

function prevent(event: Event): void {
  event.preventDefault();
}

function preventMiddle(event: MouseEvent): void {
  if (event.button === 1) event.preventDefault();
}
