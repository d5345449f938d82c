/**
 * What a worker page says to the portal and hears from it. A page is a requester's HTML: nothing it sends is believed
 * before its form has been checked here.
 */
import {
  type Draft,
  type KeyHint,
  type PageMessage,
  type PortalMessage,
  isPageMessage,
} from "../../shared/messages/worker-page-messages.js";
import type { JsonObject } from "../wire/contract.js";

// Long enough for any honest message; a page must not be able to fill the screen.
const longestText = 500;
// Some ten thousand shapes; beyond that a page would only fill the portal's memory.
const longestClipboard = 4_000_000;
const longestKeys = 40;
const mostHints = 200;

/** The message in the data of a `message` event, or null when it is none of ours. */
export function readPageMessage(data: unknown): PageMessage | null {
  if (!isPageMessage(data)) return null;
  // The type is known; its fields are not.
  const said: Readonly<Record<string, unknown>> = { ...data };
  switch (data.type) {
    case "ready":
      return { type: "ready", submittable: said["submittable"] !== false };
    case "draft":
      return isPlainObject(said["draft"]) ? { type: "draft", draft: said["draft"] as unknown as Draft } : null;
    case "draft-told":
      return { type: "draft-told" };
    case "submit":
      return isPlainObject(said["answer"]) ? readSubmit(said["answer"] as JsonObject, said["draft"]) : null;
    case "shortcut":
      return typeof said["key"] === "string" ? { type: "shortcut", key: said["key"].slice(0, longestText) } : null;
    case "keys":
      return { type: "keys", hints: keyHints(said["hints"]) };
    case "clipboard":
      return isPlainObject(said["content"]) ? readClipboard(said["content"]) : null;
    case "error":
      return typeof said["message"] === "string"
        ? { type: "error", message: said["message"].slice(0, longestText) }
        : null;
  }
}

function readSubmit(answer: JsonObject, draft: unknown): PageMessage {
  return { type: "submit", answer, ...(isPlainObject(draft) ? { draft: draft as unknown as Draft } : {}) };
}

function readClipboard(content: Record<string, unknown>): PageMessage | null {
  return JSON.stringify(content).length <= longestClipboard ? { type: "clipboard", content: content as JsonObject } : null;
}

/** The message as it is posted. */
export function writePageMessage(message: PortalMessage): object {
  return { truthloop: 1, ...message };
}

/** The lines of a key sheet that have the agreed form. */
function keyHints(said: unknown): KeyHint[] {
  const lines = Array.isArray(said) ? (said as readonly unknown[]).slice(0, mostHints) : [];
  return lines.flatMap((line) => {
    if (!isPlainObject(line)) return [];
    const { keys, action } = line;
    if (typeof keys !== "string" || typeof action !== "string") return [];
    return [{ keys: keys.slice(0, longestKeys), action: action.slice(0, longestText) }];
  });
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
