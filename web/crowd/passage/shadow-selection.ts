/** Where a selection begins and ends, inside a shadow root. */
export interface SelectedPoints {
  readonly startContainer: Node;
  readonly startOffset: number;
  readonly endContainer: Node;
  readonly endOffset: number;
}

interface ComposedSelection {
  getComposedRanges(options: { readonly shadowRoots: readonly ShadowRoot[] }): readonly SelectedPoints[];
}

/**
 * What is selected within a shadow root, however this browser lets one ask; undefined when nothing is. The selection API
 * of a document does not see into shadow roots except by getComposedRanges (https://www.w3.org/TR/selection-api/).
 */
export function selectionIn(root: ShadowRoot): SelectedPoints | undefined {
  const selection = document.getSelection();
  if (selection === null) return undefined;
  const points = composed(selection, root) ?? plain(root, selection);
  if (points === undefined || !root.contains(points.startContainer) || !root.contains(points.endContainer)) return undefined;
  const empty = points.startContainer === points.endContainer && points.startOffset === points.endOffset;
  return empty ? undefined : points;
}

function composed(selection: Selection, root: ShadowRoot): SelectedPoints | undefined {
  if (!("getComposedRanges" in selection)) return undefined;
  return (selection as unknown as ComposedSelection).getComposedRanges({ shadowRoots: [root] })[0];
}

function plain(root: ShadowRoot, selection: Selection): SelectedPoints | undefined {
  const own = "getSelection" in root ? (root as { getSelection(): Selection | null }).getSelection() : selection;
  return own === null || own.rangeCount === 0 ? undefined : own.getRangeAt(0);
}
