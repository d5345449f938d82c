/**
 * What a worker page says to the portal and hears from it. A page is a requester's HTML: nothing it sends is believed
 * before its form has been checked here.
 */
import type { JsonObject } from "../wire/contract.js";

export type Theme = "light" | "dark";

export type PageSays =
  | { readonly type: "ready"; readonly submittable: boolean }
  | { readonly type: "draft"; readonly draft: JsonObject }
  | { readonly type: "submit"; readonly answer: JsonObject }
  | { readonly type: "shortcut"; readonly key: string }
  | { readonly type: "error"; readonly message: string };

export type PageHears =
  | { readonly type: "start"; readonly draft: JsonObject | null; readonly theme: Theme }
  | { readonly type: "request-submit" }
  | { readonly type: "submitting" }
  | { readonly type: "saved" }
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "theme"; readonly theme: Theme };

// Long enough for any honest message; a page must not be able to fill the screen.
const longestText = 500;

/** The message in the data of a `message` event, or null when it is none of ours. */
export function readPageMessage(data: unknown): PageSays | null {
  if (!isPlainObject(data) || data["truthloop"] !== 1) return null;
  switch (data["type"]) {
    case "ready":
      return { type: "ready", submittable: data["submittable"] !== false };
    case "draft":
      return isPlainObject(data["draft"]) ? { type: "draft", draft: data["draft"] as JsonObject } : null;
    case "submit":
      return isPlainObject(data["answer"]) ? { type: "submit", answer: data["answer"] as JsonObject } : null;
    case "shortcut":
      return typeof data["key"] === "string" ? { type: "shortcut", key: data["key"].slice(0, longestText) } : null;
    case "error":
      return typeof data["message"] === "string"
        ? { type: "error", message: data["message"].slice(0, longestText) }
        : null;
    default:
      return null;
  }
}

/** The message as it is posted. */
export function writePageMessage(message: PageHears): object {
  return { truthloop: 1, ...message };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
