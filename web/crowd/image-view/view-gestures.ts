import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Point } from "../drawing/point.js";

/** What gestures do to a view; points are in pixels of the view, from its upper left corner. */
export interface GestureTarget extends ReactiveControllerHost {
  readonly isZoomedIn: boolean;
  zoomBy: (factor: number, at: Point) => void;
  panBy: (by: Point) => void;
}

/** One notch of a wheel zooms by about a fifth. */
const wheelRate = 0.002;

/** Drag to pan, pinch to zoom, and the wheel where it has nothing to scroll. */
export class ViewGestures implements ReactiveController {
  readonly #target: GestureTarget;
  readonly #pointers = new Map<number, Point>();

  constructor(target: GestureTarget) {
    this.#target = target;
    target.addController(this);
  }

  hostDisconnected(): void {
    this.#pointers.clear();
  }

  /** A wheel over the image scrolls the page until the worker works in the image: focus, zoom, or Ctrl. */
  readonly wheel = (event: WheelEvent): void => {
    const view = event.currentTarget as HTMLElement;
    const page = document.documentElement;
    const pageScrolls = page.scrollHeight > page.clientHeight;
    const meant = event.ctrlKey || event.metaKey || this.#target.isZoomedIn || view.matches(":focus") || !pageScrolls;
    if (!meant) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
    this.#target.zoomBy(Math.exp(-event.deltaY * lines * wheelRate), pointIn(event));
  };

  readonly down = (event: PointerEvent): void => {
    if (event.pointerType === "mouse" && event.button > 1) return;
    this.#pointers.set(event.pointerId, pointIn(event));
    if (this.#target.isZoomedIn || this.#pointers.size === 2) {
      event.preventDefault();
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }
  };

  readonly move = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = pointIn(event);
    const other = Array.from(this.#pointers).find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (other !== undefined) {
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y);
      if (Number.isFinite(factor)) this.#target.zoomBy(factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else if (this.#target.isZoomedIn) {
      this.#target.panBy({ x: now.x - before.x, y: now.y - before.y });
    }
  };

  readonly up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
  };
}

function pointIn(event: MouseEvent): Point {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
