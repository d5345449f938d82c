/** What of a label a person edits: its value, as a choice of one class or as JSON. */
import type { Json, JsonObject } from "../wire/contract.js";

/** Whether the value is the index of one class, so that a list of names can stand for it. */
export function isOneClass(label: JsonObject, attribute: string): boolean {
  const metadata = label[`${attribute}-metadata`];
  const isNamed = typeof metadata === "object" && metadata !== null && "class-name" in metadata;
  return isNamed && typeof label[attribute] === "number";
}

/** The value as text that can be edited; small ones on one line. */
export function valueText(label: JsonObject, attribute: string): string {
  const value: Json = label[attribute] ?? null;
  const short = JSON.stringify(value);
  return short.length <= 60 ? short : JSON.stringify(value, null, 2);
}

/** The person in an actor as the audit trail writes it, or all of it. */
export function personOf(actor: string): string {
  return actor.split("user/console/").pop() ?? actor;
}

/** Why a text is no JSON, or null when it is. */
export function jsonFault(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}
