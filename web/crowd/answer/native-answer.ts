import type { Json } from "../../shared/messages/worker-page-messages.js";

export type NativeControl = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Input types that are buttons: they never give an answer. */
const buttonTypes: readonly string[] = ["submit", "button", "reset", "image"];

export function isNativeControl(element: Element): element is NativeControl {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

export function isChoice(control: NativeControl): control is HTMLInputElement & { type: "checkbox" | "radio" } {
  return control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");
}

/**
 * What a native control adds to an answer under its name; undefined adds nothing. The rules are those of FormData
 * (https://html.spec.whatwg.org/#constructing-the-form-data-set), except that radio buttons and checkboxes give
 * `{value: bool}`, unchecked ones included, as A2I writes them.
 */
export function nativeAnswer(control: NativeControl): Json | undefined {
  if (control.name === "" || control.matches(":disabled") || control.closest("datalist") !== null) return undefined;
  if (control instanceof HTMLSelectElement) return selectAnswer(control);
  if (control instanceof HTMLTextAreaElement) return control.value;
  if (buttonTypes.includes(control.type)) return undefined;
  if (isChoice(control)) return Object.fromEntries([[control.value, control.checked]]);
  if (control.type === "file") return fileAnswer(control);
  return control.value;
}

function selectAnswer(select: HTMLSelectElement): Json | undefined {
  const chosen = Array.from(select.options).filter((option) => option.selected && !isDisabledOption(option));
  const values = chosen.map((option) => option.value);
  return select.multiple ? values : values[0];
}

function isDisabledOption(option: HTMLOptionElement): boolean {
  return option.disabled || (option.parentElement instanceof HTMLOptGroupElement && option.parentElement.disabled);
}

/** Files stay on the worker's machine; an answer can only say their names, as a form without uploads does. */
function fileAnswer(input: HTMLInputElement): Json | undefined {
  const names = Array.from(input.files ?? [], (file) => file.name);
  if (names.length === 0) return undefined;
  return input.multiple ? names : names[0];
}
