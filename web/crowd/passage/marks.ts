import { css } from "lit";

/** How many colours marked text comes in. */
export const markColours = 8;

/** A stretch of shown text to be marked: in one of the colours, or as what is about to be chosen. */
export interface Mark {
  readonly kind: number | "pending";
  readonly range: Range;
}

const owned = new WeakMap<object, readonly Mark[]>();

/** Marks an owner's stretches in place of those it had. Nothing in the DOM changes, so selections and offsets hold. */
export function showMarks(owner: object, marks: readonly Mark[]): void {
  // Older browsers show no marks; what is marked is listed in words as well.
  if (typeof Highlight === "undefined") return;
  for (const mark of owned.get(owner) ?? []) registered(mark.kind).delete(mark.range);
  for (const mark of marks) registered(mark.kind).add(mark.range);
  owned.set(owner, marks);
}

function registered(kind: Mark["kind"]): Highlight {
  const name = `truthloop-mark-${typeof kind === "number" ? kind % markColours : kind}`;
  const found = CSS.highlights.get(name);
  if (found !== undefined) return found;
  const made = new Highlight();
  CSS.highlights.set(name, made);
  return made;
}

/** The colours as custom properties and as marks; text on them keeps its own colour. */
export const markStyles = css`
  :host {
    --mark-0: light-dark(#cfe3ff, #1f3f6e);
    --mark-1: light-dark(#ffe2b8, #5c3c0c);
    --mark-2: light-dark(#cdefd6, #1c4d2d);
    --mark-3: light-dark(#f5d3f0, #562450);
    --mark-4: light-dark(#fff0a8, #554a08);
    --mark-5: light-dark(#c9f0ef, #134a4c);
    --mark-6: light-dark(#ffd5cc, #64281b);
    --mark-7: light-dark(#e0d8ff, #3b2f73);
    --mark-line-0: light-dark(#2f6fce, #7fb0ff);
    --mark-line-1: light-dark(#a86400, #f0b45a);
    --mark-line-2: light-dark(#2a8249, #78d19a);
    --mark-line-3: light-dark(#a63c97, #eb9ade);
    --mark-line-4: light-dark(#877300, #e6d25a);
    --mark-line-5: light-dark(#147f83, #6fd3d6);
    --mark-line-6: light-dark(#c2452b, #ff9c85);
    --mark-line-7: light-dark(#6b52c9, #b6a5ff);
  }

  ::highlight(truthloop-mark-0) {
    background-color: var(--mark-0);
  }

  ::highlight(truthloop-mark-1) {
    background-color: var(--mark-1);
  }

  ::highlight(truthloop-mark-2) {
    background-color: var(--mark-2);
  }

  ::highlight(truthloop-mark-3) {
    background-color: var(--mark-3);
  }

  ::highlight(truthloop-mark-4) {
    background-color: var(--mark-4);
  }

  ::highlight(truthloop-mark-5) {
    background-color: var(--mark-5);
  }

  ::highlight(truthloop-mark-6) {
    background-color: var(--mark-6);
  }

  ::highlight(truthloop-mark-7) {
    background-color: var(--mark-7);
  }

  ::highlight(truthloop-mark-pending) {
    background-color: var(--tl-accent-soft);
    text-decoration: underline 2px var(--tl-accent);
  }
`;
