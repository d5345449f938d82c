import type { Answer, Json } from "../../shared/messages/worker-page-messages.js";
import { answerOf, nameOf, partsOf } from "./answer-parts.js";

/**
 * The answer a form holds now, one key per name in document order (AWS's crowd element reference, "Output").
 * Parts that share a name are joined: `{value: bool}` objects merge into one object, anything else becomes a list,
 * so that no worker's input is dropped.
 */
export function serializeAnswer(root: ParentNode): Answer {
  const values = new Map<string, Json[]>();
  for (const part of partsOf(root)) {
    const name = nameOf(part);
    const value = name === "" ? undefined : answerOf(part);
    if (value !== undefined) values.set(name, [...(values.get(name) ?? []), value]);
  }
  return Object.fromEntries(Array.from(values, ([name, given]) => [name, join(given)]));
}

function join(values: readonly Json[]): Json {
  if (values.length === 1) return values[0] ?? null;
  if (values.every(isChoices)) return Object.fromEntries(values.flatMap((choices) => Object.entries(choices)));
  return values.flat();
}

function isChoices(value: Json): value is Readonly<Record<string, boolean>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((choice) => typeof choice === "boolean")
  );
}
