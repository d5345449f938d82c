import type { TextSurface } from "./text-surface.js";

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Where the caret stands before a place of the text, in the window's coordinates; undefined when nothing is laid out. */
export function caretRect(surface: TextSurface, position: number): DOMRect | undefined {
  const place = surface.placeOf(position);
  const range = document.createRange();
  range.setStart(place.node, place.offset);
  range.collapse(true);
  const [rect] = range.getClientRects();
  if (rect !== undefined) return rect;
  return beside(surface, position);
}

/** Beside a line break a collapsed range has no box in some browsers: the edge of the character before serves. */
function beside(surface: TextSurface, position: number): DOMRect | undefined {
  const before = position > 0 ? surface.rangeOf({ start: position - 1, end: position }) : undefined;
  const rect = Array.from(before?.getClientRects() ?? []).at(-1);
  const broken = position > 0 && surface.text[position - 1] === "\n";
  if (rect !== undefined && !broken) return new DOMRect(rect.right, rect.top, 0, rect.height);
  const after = Array.from(surface.rangeOf({ start: position, end: position + 1 }).getClientRects())[0];
  if (after !== undefined) return new DOMRect(after.left, after.top, 0, after.height);
  return rect === undefined ? undefined : new DOMRect(surface.host.getBoundingClientRect().left, rect.bottom, 0, rect.height);
}

interface PointingDocument {
  caretPositionFromPoint?: (
    x: number,
    y: number,
    options?: { shadowRoots: readonly ShadowRoot[] },
  ) => { readonly offsetNode: Node; readonly offset: number } | null;
  caretRangeFromPoint?: (x: number, y: number) => Range | null;
}

/** The place of the text nearest to a point of the window; undefined when the point is not over the text. */
export function positionAt(surface: TextSurface, x: number, y: number): number | undefined {
  const page = document as PointingDocument;
  const root = surface.host.getRootNode();
  const shadowRoots = root instanceof ShadowRoot ? [root] : [];
  const found = page.caretPositionFromPoint?.(x, y, { shadowRoots });
  const range = found === null || found === undefined ? page.caretRangeFromPoint?.(x, y) : undefined;
  const node = found?.offsetNode ?? range?.startContainer;
  if (node === undefined || !surface.host.contains(node)) return undefined;
  return surface.offsetOf(node, found?.offset ?? range?.startOffset ?? 0);
}

/** Whether the line that holds a place is read from right to left: its first letter decides (UAX #9, P2). */
export function isRightToLeft(text: string, position: number): boolean {
  const start = text.lastIndexOf("\n", position - 1) + 1;
  const found = text.indexOf("\n", position);
  const line = text.slice(start, Math.min(found === -1 ? text.length : found, start + 2000));
  const first = /\p{L}/u.exec(line)?.[0];
  return first !== undefined && rightToLeft.test(first);
}

/** The place one line further down or up at a distance from the window's left edge; undefined beyond the text's ends. */
export function positionOnNextLine(
  surface: TextSurface,
  position: number,
  way: 1 | -1,
  x: number,
): number | undefined {
  const rect = caretRect(surface, position);
  if (rect === undefined) return undefined;
  const step = Math.max(4, rect.height / 3);
  for (let distance = step; distance < rect.height * 4; distance += step) {
    const y = way === 1 ? rect.bottom + distance : rect.top - distance;
    const found = positionAt(surface, x, y);
    const there = found === undefined ? undefined : caretRect(surface, found);
    if (found !== undefined && there !== undefined && Math.abs(there.top - rect.top) > rect.height / 2) return found;
  }
  return undefined;
}

/** Scrolls the text so far that a place can be seen with some lines around it. */
export function reveal(surface: TextSurface, position: number, centred: boolean): void {
  const scroller = surface.host;
  const place = surface.placeOf(position).node;
  let rect = caretRect(surface, position);
  if (rect === undefined || rect.height === 0) {
    (place instanceof Element ? place : place.parentElement)?.scrollIntoView({ block: "nearest" });
    rect = caretRect(surface, position);
  }
  if (rect === undefined) return;
  const view = scroller.getBoundingClientRect();
  const margin = Math.min(view.height / 4, rect.height * 2);
  if (rect.top >= view.top + margin && rect.bottom <= view.bottom - margin) return;
  const wanted = centred ? view.top + view.height / 3 : rect.top < view.top + margin ? view.top + margin : view.bottom - margin - rect.height;
  scroller.scrollTop += rect.top - wanted;
}
