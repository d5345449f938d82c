/**
 * HTML knows no self-closing custom elements: `<crowd-input name="a" />` swallows everything up to its parent's end.
 * AWS's templates do it all the same. What an element has swallowed is put back behind it.
 */
const empty = "crowd-input, crowd-text-area, crowd-slider";
const labelled =
  "crowd-checkbox, crowd-radio-button, crowd-button, classification-target, short-instructions, full-instructions";
/** What a label or an instruction never holds on purpose. */
const foreign =
  ":is(crowd-form, crowd-input, crowd-text-area, crowd-slider, crowd-checkbox, crowd-radio-group, crowd-radio-button, " +
  "crowd-classifier, crowd-classifier-multi-select, crowd-button[form-action], classification-target, " +
  "short-instructions, full-instructions, input[name], select[name], textarea[name])";

/** Frees what elements below a root have swallowed, outermost first. */
export function freeSwallowedSiblings(root: ParentNode): void {
  const own = root instanceof Element ? [root] : [];
  for (const element of [...own, ...root.querySelectorAll(`${empty}, ${labelled}`)]) {
    if (element.matches(empty)) freeFrom(element, firstSwallowedByEmpty(element));
    else if (element.matches(labelled)) freeFrom(element, firstForeign(element));
  }
}

/** Words alone may be meant as content; with an element among them they are the rest of the page. */
function firstSwallowedByEmpty(element: Element): ChildNode | null {
  const rest = Array.from(element.children).some((child) => child.localName !== "crowd-slider-label");
  return rest ? element.firstChild : null;
}

function firstForeign(element: Element): ChildNode | null {
  const children = Array.from(element.children);
  return children.find((child) => child.matches(foreign) || child.querySelector(foreign) !== null) ?? null;
}

function freeFrom(element: Element, first: ChildNode | null): void {
  const freed: ChildNode[] = [];
  for (let node = first; node !== null; node = node.nextSibling) freed.push(node);
  if (freed.length > 0) element.after(...freed);
}
