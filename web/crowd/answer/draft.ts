import type { ControlState, Draft, Json } from "../../shared/messages/worker-page-messages.js";
import { asJson, nameOf, partsOf, type Part } from "./answer-parts.js";
import { isChoice, type NativeControl } from "./native-answer.js";
import { serializeAnswer } from "./serialize.js";

/** What the worker has entered so far: the answer it would make, and each control's own state to restore it from. */
export function captureDraft(root: ParentNode): Draft {
  return { answer: serializeAnswer(root), controls: captureStates(root) };
}

/** Each control's own state. */
export function captureStates(root: ParentNode): ControlState[] {
  return numbered(root).flatMap(({ name, index, part }) => {
    const state = stateOf(part);
    return state === undefined ? [] : [{ name, index, state }];
  });
}

/** The control states in a stored draft; a draft of any other form has none. */
export function controlStates(draft: Json): readonly ControlState[] {
  if (typeof draft !== "object" || draft === null || Array.isArray(draft)) return [];
  const { controls } = draft as Readonly<Record<string, Json>>;
  return Array.isArray(controls) ? controls.filter(isControlState) : [];
}

/**
 * Puts controls back into the states a draft says and gives the states that found no control: a template's script may
 * insert those controls later. Only what differs is changed, and changed controls say so as if the worker had done it.
 */
export function restoreStates(root: ParentNode, states: readonly ControlState[]): ControlState[] {
  const waiting = new Map(states.map((state) => [key(state.name, state.index), state]));
  for (const { name, index, part } of numbered(root)) {
    const found = waiting.get(key(name, index));
    if (found === undefined) continue;
    waiting.delete(key(name, index));
    if (JSON.stringify(stateOf(part)) !== JSON.stringify(found.state)) restorePart(part, found.state);
  }
  return Array.from(waiting.values());
}

function isControlState(value: Json): value is Json & ControlState {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { name, index, state } = value as Readonly<Record<string, Json | undefined>>;
  return typeof name === "string" && typeof index === "number" && state !== undefined;
}

function key(name: string, index: number): string {
  return `${index} ${name}`;
}

/** The parts below a root with their names, each counted among those of the same name. */
function numbered(root: ParentNode): { name: string; index: number; part: Part }[] {
  const counts = new Map<string, number>();
  return partsOf(root).map((part) => {
    const name = nameOf(part);
    const index = counts.get(name) ?? 0;
    counts.set(name, index + 1);
    return { name, index, part };
  });
}

function stateOf(part: Part): Json | undefined {
  if (part.kind === "ours") return part.element.draftState;
  if (part.kind === "native") return nativeState(part.element);
  return asJson(part.element.value);
}

function nativeState(control: NativeControl): Json | undefined {
  if (control instanceof HTMLSelectElement) return Array.from(control.options, (option) => option.selected);
  if (isChoice(control)) return control.checked;
  // A page cannot put a file back, and a button has no state.
  if (["file", "submit", "button", "reset", "image"].includes(control.type)) return undefined;
  return control.value;
}

function restorePart(part: Part, state: Json): void {
  try {
    if (part.kind === "ours") part.element.restore(state);
    else if (part.kind === "native") restoreNative(part.element, state);
    else part.element.value = state;
  } catch {
    // A template's element may refuse a value; the rest of the draft is still worth restoring.
    return;
  }
  part.element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  part.element.dispatchEvent(new Event("change", { bubbles: true }));
}

function restoreNative(control: NativeControl, state: Json): void {
  if (control instanceof HTMLSelectElement) {
    const selected: readonly Json[] = Array.isArray(state) ? state : [];
    Array.from(control.options).forEach((option, index) => (option.selected = selected[index] === true));
  } else if (isChoice(control)) {
    control.checked = state === true;
  } else if (typeof state === "string") {
    control.value = state;
  }
}
