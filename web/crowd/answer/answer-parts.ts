import type { Json } from "../../shared/messages/worker-page-messages.js";
import { AnswerControl } from "../control/answer-control.js";
import { isNativeControl, nativeAnswer, type NativeControl } from "./native-answer.js";

/** A template's own element that takes part: AWS reads `.value` and calls `.validate()` before it submits. */
export interface ForeignControl extends HTMLElement {
  value?: unknown;
  _submittableValue?: unknown;
  validate?: () => unknown;
}

export type Part =
  | { readonly kind: "ours"; readonly element: AnswerControl }
  | { readonly kind: "native"; readonly element: NativeControl }
  | { readonly kind: "foreign"; readonly element: ForeignControl };

/**
 * Everything below a root that can take part in an answer, in document order. Shadow roots are not entered, but for the
 * questions in an element's own form; that form speaks for its element too.
 */
export function partsOf(root: ParentNode): Part[] {
  const owner = ownerOf(root);
  return owner === undefined ? partsBelow(root) : [...partsAt(owner), ...partsBelow(owner)];
}

function partsBelow(root: ParentNode): Part[] {
  return Array.from(root.querySelectorAll<HTMLElement>("*")).flatMap(partsAt);
}

function partsAt(element: Element): Part[] {
  const part = partOf(element);
  if (part === undefined) return [];
  const form = part.kind === "ours" ? part.element.ownForm : null;
  return form === null ? [part] : [part, ...partsBelow(form)];
}

/** The element whose own form a root is. */
function ownerOf(root: ParentNode): AnswerControl | undefined {
  const within = root.getRootNode();
  const host = within instanceof ShadowRoot ? within.host : undefined;
  return host instanceof AnswerControl && host.ownForm === root ? host : undefined;
}

/** An element as a part of an answer, if it can be one. */
export function partOf(element: Element): Part | undefined {
  if (element instanceof AnswerControl) return { kind: "ours", element };
  if (isNativeControl(element)) return { kind: "native", element };
  if (!element.localName.includes("-") || !(element instanceof HTMLElement)) return undefined;
  return takesPart(element) ? { kind: "foreign", element } : undefined;
}

function takesPart(element: HTMLElement): element is ForeignControl {
  return "value" in element || "_submittableValue" in element || "validate" in element;
}

/** The key a part's answer goes under; empty when it gives none. */
export function nameOf(part: Part): string {
  if (part.kind === "ours") return part.element.answerName;
  if (part.kind === "native") return part.element.name;
  return part.element.getAttribute("name") ?? nameProperty(part.element);
}

/** What a part adds to the answer under its name; undefined adds nothing. */
export function answerOf(part: Part): Json | undefined {
  if (part.kind === "ours") return part.element.isDisabled ? undefined : part.element.answer;
  if (part.kind === "native") return nativeAnswer(part.element);
  return asJson(part.element.value ?? part.element._submittableValue);
}

function nameProperty(element: HTMLElement): string {
  const name: unknown = "name" in element ? element.name : undefined;
  return typeof name === "string" ? name : "";
}

/** A value as JSON would carry it; undefined for what JSON cannot carry. */
export function asJson(value: unknown): Json | undefined {
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}
