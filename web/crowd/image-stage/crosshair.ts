import { html, type TemplateResult } from "lit";
import type { Point } from "../drawing/point.js";

/** The lines through the pointer, from edge to edge of the stage. */
export const crosshairLines: TemplateResult = html`<div class="crosshair across"></div>
  <div class="crosshair down"></div>`;

/** Puts the lines to a place of the stage, in CSS pixels; without one they are not seen. */
export function moveCrosshair(root: ParentNode, at: Point | undefined): void {
  for (const line of root.querySelectorAll<HTMLElement>(".crosshair")) {
    line.style.visibility = at === undefined ? "hidden" : "visible";
    const across = line.classList.contains("across");
    line.style.transform = across ? `translateY(${at?.y ?? 0}px)` : `translateX(${at?.x ?? 0}px)`;
  }
}
