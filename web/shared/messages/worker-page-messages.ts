/**
 * What a worker page and the portal around it say to each other by postMessage. Every message is a plain object with
 * `truthloop: 1`. The page speaks only to the portal's origin and the portal only to its frame; both look at
 * event.source before they look at the message.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An answer as AWS writes it: one key per named element. */
export type Answer = Readonly<Record<string, Json>>;

/** What is needed to put a half-finished page back as it was. */
export interface Draft {
  readonly answer: Answer;
  readonly controls: readonly ControlState[];
}

/** The state of one control: the `index`-th of those called `name`, in document order. */
export interface ControlState {
  readonly name: string;
  readonly index: number;
  readonly state: Json;
}

/** One line of a sheet of keys: how the keys are written, and what they do in the worker's language. */
export interface KeyHint {
  readonly keys: string;
  readonly action: string;
}

export type Theme = "light" | "dark";

export type PageMessage =
  | { readonly type: "ready"; readonly submittable: boolean }
  | { readonly type: "draft"; readonly draft: Draft }
  /** The answer to `request-draft`: whatever was edited has been told by now. */
  | { readonly type: "draft-told" }
  /** With what puts the page back as it was answered, should the worker want to correct the answer. */
  | { readonly type: "submit"; readonly answer: Answer; readonly draft?: Draft }
  | { readonly type: "shortcut"; readonly key: string }
  | { readonly type: "keys"; readonly hints: readonly KeyHint[] }
  | { readonly type: "clipboard"; readonly content: Json }
  | { readonly type: "error"; readonly message: string };

export type PortalMessage =
  | { readonly type: "start"; readonly draft: Json; readonly theme: Theme }
  | { readonly type: "request-submit" }
  | { readonly type: "request-draft" }
  | { readonly type: "request-keys" }
  | { readonly type: "submitting" }
  | { readonly type: "saved" }
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "clipboard"; readonly content: Json }
  | { readonly type: "theme"; readonly theme: Theme };

const portalTypes: readonly string[] = [
  "start",
  "request-submit",
  "request-draft",
  "request-keys",
  "submitting",
  "saved",
  "failed",
  "clipboard",
  "theme",
];
const pageTypes: readonly string[] = ["ready", "draft", "draft-told", "submit", "shortcut", "keys", "clipboard", "error"];

function isMessage(data: unknown, types: readonly string[]): boolean {
  if (typeof data !== "object" || data === null) return false;
  const { truthloop, type } = data as Record<string, unknown>;
  return truthloop === 1 && typeof type === "string" && types.includes(type);
}

/** Whether data a page received has the form of a portal's message; who sent it is for the caller to check. */
export function isPortalMessage(data: unknown): data is PortalMessage {
  return isMessage(data, portalTypes);
}

/** Whether data the portal received has the form of a page's message; who sent it is for the caller to check. */
export function isPageMessage(data: unknown): data is PageMessage {
  return isMessage(data, pageTypes);
}
