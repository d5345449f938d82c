import type { TextSelection } from "./entity-session.js";
import type { TextSurface } from "./text-surface.js";

interface SelectingRoot {
  getSelection?: () => Selection | null;
}

/** The browser's selection where it lies in the text, ends in the order they were made. */
export function readSelection(surface: TextSurface): TextSelection | undefined {
  const ends = selectionEnds(surface.host.getRootNode());
  if (ends === undefined) return undefined;
  // A selection may end outside, as that of the last paragraph does.
  if (!surface.host.contains(ends.anchorNode) && !surface.host.contains(ends.focusNode)) return undefined;
  return {
    anchor: surface.offsetOf(ends.anchorNode, ends.anchorOffset),
    focus: surface.offsetOf(ends.focusNode, ends.focusOffset),
  };
}

export function sameSelection(first: TextSelection | undefined, second: TextSelection | undefined): boolean {
  return first?.anchor === second?.anchor && first?.focus === second?.focus;
}

/** Selects in the browser what is selected in the session, unless it is. */
export function writeSelection(surface: TextSurface, selection: TextSelection): void {
  if (sameSelection(readSelection(surface), selection)) return;
  const anchor = surface.placeOf(selection.anchor);
  const focus = surface.placeOf(selection.focus);
  document.getSelection()?.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
}

interface Ends {
  readonly anchorNode: Node;
  readonly anchorOffset: number;
  readonly focusNode: Node;
  readonly focusOffset: number;
}

/** Browsers differ in how they show a selection inside a shadow root: asked of the root, as composed ranges, or plainly. */
function selectionEnds(root: Node): Ends | undefined {
  const whole = document.getSelection();
  if (whole === null || whole.rangeCount === 0) return undefined;
  const own = (root as SelectingRoot).getSelection?.() ?? undefined;
  if (own !== undefined) return endsOf(own);
  const composed = root instanceof ShadowRoot ? composedEnds(whole, root) : undefined;
  return composed ?? endsOf(whole);
}

function composedEnds(selection: Selection, root: ShadowRoot): Ends | undefined {
  if (!("getComposedRanges" in selection)) return undefined;
  const [range] = selection.getComposedRanges({ shadowRoots: [root] });
  if (range === undefined) return undefined;
  const start = { node: range.startContainer, offset: range.startOffset };
  const end = { node: range.endContainer, offset: range.endOffset };
  const [anchor, focus] = selection.direction === "backward" ? [end, start] : [start, end];
  return { anchorNode: anchor.node, anchorOffset: anchor.offset, focusNode: focus.node, focusOffset: focus.offset };
}

function endsOf({ anchorNode, anchorOffset, focusNode, focusOffset }: Selection): Ends | undefined {
  return anchorNode === null || focusNode === null ? undefined : { anchorNode, anchorOffset, focusNode, focusOffset };
}
