import { AnswerControl } from "../control/answer-control.js";
import { CrowdButton } from "../crowd-button/crowd-button.js";

export interface PressedAction {
  readonly action: "submit" | "reset";
  readonly button: HTMLElement;
}

type NativeButton = HTMLButtonElement | HTMLInputElement;

/** What the button a click went through does to the form, if it does anything. */
export function pressedAction(event: MouseEvent, form: HTMLElement): PressedAction | undefined {
  for (const target of event.composedPath()) {
    if (target === form) return undefined;
    if (!(target instanceof HTMLElement)) continue;
    const action = actionOf(target, form);
    if (action !== undefined) return { action, button: target };
  }
  return undefined;
}

/** The first button in the form that submits it. */
export function defaultButton(form: HTMLElement): HTMLElement | undefined {
  return Array.from(form.querySelectorAll<HTMLElement>("crowd-button, button, input")).find(
    (button) => actionOf(button, form) === "submit",
  );
}

/** Whether Enter, pressed where an event says, submits the form as it would from a native field. */
export function submitsOnEnter(event: KeyboardEvent, form: HTMLElement): boolean {
  const field = event.composedPath()[0];
  if (!(field instanceof HTMLInputElement)) return false;
  if (["submit", "button", "reset", "image", "file", "color"].includes(field.type)) return false;
  const root = field.getRootNode();
  return root === form.getRootNode() || (root instanceof ShadowRoot && root.host instanceof AnswerControl);
}

function actionOf(button: HTMLElement, form: HTMLElement): "submit" | "reset" | undefined {
  if (button instanceof CrowdButton) {
    if (button.formAction === "submit" || button.formAction === "reset") return button.formAction;
    return undefined;
  }
  return isNativeButton(button) && form.contains(button) && !button.disabled ? nativeAction(button) : undefined;
}

function isNativeButton(element: HTMLElement): element is NativeButton {
  return element instanceof HTMLButtonElement || element instanceof HTMLInputElement;
}

function nativeAction(button: NativeButton): "submit" | "reset" | undefined {
  if (button.type === "submit" || button.type === "image") return "submit";
  return button.type === "reset" ? "reset" : undefined;
}
