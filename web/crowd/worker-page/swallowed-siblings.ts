/**
 * HTML knows no self-closing custom elements: `<crowd-input name="a" />` swallows everything up to its parent's end.
 * AWS's templates do it all the same. What an element has swallowed is put back behind it.
 */
const empty =
  "crowd-input, crowd-text-area, crowd-slider, crowd-badge, crowd-fab, crowd-icon-button, iron-icon, crowd-toast[text]";
/** What those may hold on purpose. */
const ownParts = "crowd-slider-label, iron-icon, svg";
const labelled =
  "crowd-checkbox, crowd-toggle-button, crowd-radio-button, crowd-button, crowd-toast, crowd-slider-label, crowd-alert, " +
  "classification-target, short-instructions, full-instructions, worker-comment";
/** Elements that hold regions and nothing else. */
const widgets =
  "crowd-image-classifier, crowd-image-classifier-multi-select, crowd-rekognition-detect-moderation-labels, " +
  "crowd-bounding-box, crowd-instance-segmentation, crowd-keypoint, crowd-line, crowd-polygon, crowd-polyline, " +
  "crowd-semantic-segmentation, crowd-textract-analyze-document, crowd-text-ranking, crowd-question-answer-generation";
const regions = "short-instructions, full-instructions, worker-comment, script, style, template, link";
/** Elements that stand beside others of their kind and never inside them. */
const rows: readonly string[] = ["crowd-tab", "short-summary, detailed-instructions, positive-example, negative-example"];
/** What a label or an instruction never holds on purpose. */
const foreign =
  `:is(${widgets}, crowd-form, crowd-input, crowd-text-area, crowd-slider, crowd-checkbox, crowd-toggle-button, ` +
  "crowd-radio-group, crowd-radio-button, crowd-classifier, crowd-classifier-multi-select, crowd-entity-annotation, " +
  "crowd-button[form-action], crowd-instructions, crowd-tabs, classification-target, short-instructions, " +
  "full-instructions, worker-comment, input[name], select[name], textarea[name])";

/** Frees what elements below a root have swallowed, innermost first: what one gives back another may have to. */
export function freeSwallowedSiblings(root: ParentNode): void {
  const own = root instanceof Element ? [root] : [];
  const greedy = [...own, ...root.querySelectorAll([empty, labelled, widgets, ...rows].join())];
  for (const element of greedy.reverse()) freeFrom(element, firstSwallowed(element));
}

function firstSwallowed(element: Element): ChildNode | null {
  if (element.matches(empty)) return firstSwallowedByEmpty(element);
  if (element.matches(labelled)) return firstChild(element, (child) => holds(child, foreign));
  if (element.matches(widgets)) return firstChild(element, (child) => !child.matches(regions));
  const row = rows.find((tags) => element.matches(tags));
  return row === undefined ? null : firstChild(element, (child) => child.matches(row));
}

/** Words alone may be meant as content; with an element among them they are the rest of the page. */
function firstSwallowedByEmpty(element: Element): ChildNode | null {
  const rest = Array.from(element.children).some((child) => !child.matches(ownParts));
  return rest ? element.firstChild : null;
}

function firstChild(element: Element, wanted: (child: Element) => boolean): ChildNode | null {
  return Array.from(element.children).find(wanted) ?? null;
}

function holds(element: Element, selector: string): boolean {
  return element.matches(selector) || element.querySelector(selector) !== null;
}

function freeFrom(element: Element, first: ChildNode | null): void {
  const freed: ChildNode[] = [];
  for (let node = first; node !== null; node = node.nextSibling) freed.push(node);
  if (freed.length > 0) element.after(...freed);
}
