/** An element that may hide its content and can show it: a tab, a dialog. */
export interface Revealer extends Element {
  reveal: () => void;
}

/** Opens whatever hides an element, outermost first, so that a worker can be taken to it. */
export function reveal(element: Element): void {
  const hiding: Element[] = [];
  for (let ancestor = element.parentElement; ancestor !== null; ancestor = ancestor.parentElement) hiding.unshift(ancestor);
  for (const ancestor of hiding) {
    if (ancestor instanceof HTMLDetailsElement) ancestor.open = true;
    else if (canReveal(ancestor)) ancestor.reveal();
  }
}

function canReveal(element: Element): element is Revealer {
  return element.localName.startsWith("crowd-") && "reveal" in element && typeof element.reveal === "function";
}
