import { caretRect } from "./text-geometry.js";
import type { TextSurface } from "./text-surface.js";

/** Browsers draw a caret only where text can be written; in a text to be labelled it is ours. */
export class DrawnCaret {
  readonly #surface: TextSurface;
  readonly #element = document.createElement("div");

  constructor(surface: TextSurface) {
    this.#surface = surface;
    this.#element.className = "caret";
    this.#element.setAttribute("aria-hidden", "true");
    surface.host.append(this.#element);
  }

  /** Draws it before a place, or nowhere. */
  show(position: number | undefined): void {
    const rect = position === undefined ? undefined : caretRect(this.#surface, position);
    this.#element.hidden = rect === undefined;
    if (rect === undefined) return;
    const { host } = this.#surface;
    const view = host.getBoundingClientRect();
    this.#element.style.left = `${rect.left - view.left - host.clientLeft + host.scrollLeft}px`;
    this.#element.style.top = `${rect.top - view.top - host.clientTop + host.scrollTop}px`;
    this.#element.style.height = `${rect.height}px`;
    // Begins to blink anew, so that it is seen while it moves.
    for (const animation of this.#element.getAnimations()) animation.currentTime = 0;
  }
}
