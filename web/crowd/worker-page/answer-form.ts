import { AnswerControl } from "../control/answer-control.js";
import { CrowdForm } from "../crowd-form/crowd-form.js";

/** What holds everything a draft keeps: the one form, or in a page of several, or of none, the page itself. */
export function draftRoot(page: Document): ParentNode {
  const written = Array.from(page.querySelectorAll("crowd-form")).filter((form) => form.parentElement?.closest("crowd-form") === null);
  const alone = Array.from(page.querySelectorAll("*")).filter(
    (element) => element instanceof AnswerControl && element.ownForm !== null && element.closest("crowd-form") === null,
  );
  return written.length + alone.length > 1 ? page.body : (answerForm(page) ?? page.body);
}

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
