import type { Json } from "../../shared/messages/worker-page-messages.js";
import { isRecord, listOf } from "../vector-tools/scene-json.js";

/** A question about one object, in the form of AWS's label category attributes. */
export interface ObjectAttribute {
  readonly name: string;
  readonly type: "string" | "number";
  /** The values to choose from; empty for free text and numbers. */
  readonly choices: readonly string[];
  readonly description: string;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly required: boolean;
}

/** Attributes as a list gives them; entries without a name are left out. */
export function readAttributes(given: unknown): readonly ObjectAttribute[] {
  return listOf(given).flatMap((entry) => {
    const name = typeof entry === "string" ? entry : isRecord(entry) ? entry["name"] : undefined;
    if (typeof name !== "string" || name === "") return [];
    const record = isRecord(entry) ? entry : {};
    return [
      {
        name,
        type: record["type"] === "number" ? ("number" as const) : ("string" as const),
        choices: listOf(record["enum"]).map(String),
        description: typeof record["description"] === "string" ? record["description"] : "",
        minimum: numberIn(record["minimum"]),
        maximum: numberIn(record["maximum"]),
        required: record["isRequired"] === true || record["required"] === true,
      },
    ];
  });
}

/** What typing into an attribute's field stands for; undefined when it is empty or no number where one is asked for. */
export function attributeValue(attribute: ObjectAttribute, text: string): Json | undefined {
  if (text.trim() === "") return undefined;
  if (attribute.type === "string" || attribute.choices.length > 0) return text;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  return Math.min(Math.max(value, attribute.minimum ?? -Infinity), attribute.maximum ?? Infinity);
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
