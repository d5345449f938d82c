import { partsOf, type Part } from "../answer/answer-parts.js";

/** Where a worker begins: the control the template asks for with auto-focus, else the first that can be used. */
export function firstControl(root: ParentNode): HTMLElement | undefined {
  const usable = partsOf(root).filter(isUsable).map((part) => part.element);
  return usable.find((element) => element.matches("[auto-focus], [autofocus]")) ?? usable[0];
}

function isUsable(part: Part): boolean {
  const { element } = part;
  if (part.kind === "foreign" || !element.checkVisibility({ visibilityProperty: true })) return false;
  if (element.closest("short-instructions, full-instructions") !== null) return false;
  return part.kind === "ours" ? !part.element.isDisabled : !element.matches(":disabled, [type=hidden], [tabindex='-1']");
}
