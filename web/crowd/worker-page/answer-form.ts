import { AnswerControl } from "../control/answer-control.js";
import { CrowdForm } from "../crowd-form/crowd-form.js";

/** The form a page's answer goes through: the template's, else that of an element which brings its own; null without either. */
export function answerForm(page: Document): CrowdForm | null {
  const written = page.querySelector<CrowdForm>("crowd-form");
  if (written !== null) return written;
  for (const element of page.querySelectorAll("*")) {
    const form = element instanceof AnswerControl ? element.ownForm : null;
    if (form instanceof CrowdForm) return form;
  }
  return null;
}
