import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import { AnswerControl } from "../control/answer-control.js";

/** The keys that work in a page beyond those of every page, in document order; what several controls share once. */
export function keyHintsOf(page: ParentNode): KeyHint[] {
  const controls = Array.from(page.querySelectorAll("*")).filter((element) => element instanceof AnswerControl);
  const hints = controls.flatMap((control) => (control.isDisabled ? [] : control.keyHints));
  return Array.from(new Map(hints.map((hint) => [`${hint.keys} ${hint.action}`, hint])).values());
}
