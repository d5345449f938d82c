/** A draft as text a person can read and paste elsewhere. */
import type { Json, JsonObject } from "../wire/contract.js";

/** One line for each value that holds something: `name: value`, names of nested values joined by dots. */
export function draftText(draft: JsonObject): string {
  // A page's draft holds its answer so far, and the state of its controls, which says nothing new.
  const { answer } = draft;
  const shown = typeof answer === "object" && answer !== null && "controls" in draft ? answer : draft;
  return linesOf(shown, []).join("\n");
}

function linesOf(value: Json, path: readonly string[]): string[] {
  if (value === null || value === "" || value === false) return [];
  if (typeof value !== "object") return [path.length === 0 ? String(value) : `${path.join(".")}: ${String(value)}`];
  const parts = isList(value)
    ? value.map((item, index): [string, Json] => [String(index + 1), item])
    : Object.entries(value);
  return parts.flatMap(([name, item]) => linesOf(item, [...path, name]));
}

/** Array.isArray, which forgets what a read-only list holds. */
function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
