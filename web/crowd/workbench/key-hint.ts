export type { KeyHint } from "../../shared/messages/worker-page-messages.js";

/** What a control shows on hover: its name, and its key where it has one. */
export function withKeys(name: string, keys: string | undefined): string {
  return keys === undefined || keys === "" ? name : `${name} (${keys})`;
}
