import type { CrowdForm } from "./crowd-form.js";

/**
 * The native form around a crowd-form, made if the template wrote none. Moving the element into it is safe while its
 * children are still being parsed: the parser goes on inside the element, wherever that stands.
 */
export function wrapInForm(element: CrowdForm): HTMLFormElement {
  const existing = element.closest("form");
  if (existing !== null) return existing;
  const form = document.createElement("form");
  // Validation is ours, in the worker's language and by submit() too.
  form.noValidate = true;
  // No box of its own: the template's layout holds as if the form were not there.
  form.style.display = "contents";
  Object.defineProperties(form, {
    submit: { value: () => { element.submit(); }, configurable: true },
    // AWS's form stands inside the element: what scripts append to it belongs among the element's children.
    appendChild: { value: <Child extends Node>(child: Child) => appendInside(form, element, child), configurable: true },
  });
  element.before(form);
  form.appendChild(element);
  return form;
}

function appendInside<Child extends Node>(form: HTMLFormElement, element: CrowdForm, child: Child): Child {
  const parent: Node = element.parentNode === form ? element : form;
  return Node.prototype.appendChild.call(parent, child) as Child;
}
