import type { Part } from "../answer/answer-parts.js";
import { isChoice, type NativeControl } from "../answer/native-answer.js";
import { words } from "../words/page-words.js";

/** The first part that may not be submitted; `message` is empty when the element shows its own. */
export interface Refusal {
  readonly element: HTMLElement;
  readonly message: string;
}

/** Asks every part, so that each of ours shows what is wrong with it, and gives the first that refuses. */
export function firstRefusal(parts: readonly Part[]): Refusal | undefined {
  return parts.map(refusalOf).find((refusal) => refusal !== undefined);
}

function refusalOf(part: Part): Refusal | undefined {
  if (part.kind === "native") {
    return part.element.checkValidity() ? undefined : { element: part.element, message: nativeMessage(part.element) };
  }
  const accepted = part.kind === "ours" ? part.element.validate() : part.element.validate?.();
  return accepted === false ? { element: part.element, message: "" } : undefined;
}

/** What is wrong with a native control: in the worker's language where we have words, else the browser's. */
function nativeMessage(control: NativeControl): string {
  if (control.validity.customError || !control.validity.valueMissing) return control.validationMessage;
  if (control instanceof HTMLSelectElement) return words().choose;
  if (isChoice(control)) return control.type === "radio" ? words().choose : words().check;
  return words().fillIn;
}
