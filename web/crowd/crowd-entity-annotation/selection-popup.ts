import type { EntitySession } from "./entity-session.js";
import type { LabelledText } from "./labelled-text.js";

const gap = 8;

/** Lays the labels beside what is selected, below its end or, where there is no room, above its beginning. */
export function placePopup(popup: HTMLElement, view: LabelledText, session: EntitySession): void {
  const { surface } = view;
  const range = view.pointer.offersLabels ? session.range : undefined;
  const rects = range === undefined ? [] : Array.from(surface.rangeOf(range).getClientRects());
  const first = rects[0];
  const last = rects.at(-1);
  const frame = surface.host.getBoundingClientRect();
  const inSight = last !== undefined && first !== undefined && last.bottom > frame.top && first.top < frame.bottom;
  const open = popup.matches(":popover-open");
  if (!inSight) {
    if (open) popup.hidePopover();
    return;
  }
  if (!open) popup.showPopover();
  const { width, height } = popup.getBoundingClientRect();
  const below = Math.min(last.bottom, frame.bottom) + gap;
  const above = Math.max(first.top, frame.top) - gap - height;
  const top = below + height <= window.innerHeight ? below : Math.max(gap, above);
  const left = Math.max(gap, Math.min(last.left, document.documentElement.clientWidth - width - gap));
  popup.style.top = `${top}px`;
  popup.style.left = `${left}px`;
}
