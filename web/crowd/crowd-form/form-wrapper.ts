import type { CrowdForm } from "./crowd-form.js";
import { answerForWrapped } from "./parent-of-wrapped.js";

/**
 * The native form around a crowd-form, made if the template wrote none. Moving the element into it is safe while its
 * children are still being parsed: the parser goes on inside the element, wherever that stands.
 */
export function wrapInForm(element: CrowdForm): HTMLFormElement {
  const existing = element.closest("form");
  const form = existing ?? document.createElement("form");
  // Validation is ours, in the worker's language and by submit() too.
  form.noValidate = true;
  Object.defineProperties(form, {
    submit: { value: () => { element.submit(); }, configurable: true },
    // AWS's form stands inside the element: what scripts append to it belongs among the element's children.
    appendChild: { value: (child: Node) => element.appendChild(child), configurable: true },
  });
  if (existing !== null) return existing;
  // Nothing is ever sent there, but AngularJS stops the submission of every form that has no address.
  form.setAttribute("action", "#");
  // No box of its own: the template's layout holds as if the form were not there.
  form.style.display = "contents";
  const parent = element.parentNode;
  element.before(form);
  form.append(element);
  if (parent !== null) answerForWrapped(parent, element, form);
  return form;
}
