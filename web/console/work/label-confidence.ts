/** How sure a label is, as its metadata says it: one number, or one for each shape, entity or class. */
import type { Json, JsonObject } from "../wire/contract.js";

export interface ConfidenceRange {
  readonly least: number;
  readonly most: number;
}

/** From the least to the most certain part; null where the label says nothing, as with one worker, who is written as 0. */
export function confidenceOf(label: JsonObject, attribute: string): ConfidenceRange | null {
  const metadata = label[`${attribute}-metadata`];
  if (!isObject(metadata)) return null;
  const found = [metadata["confidence"], ...confidencesIn(metadata["objects"]), ...confidencesIn(metadata["entities"]), ...numbersOf(metadata["confidence-map"]), ...numbersOf(metadata["internal-color-map"])];
  const sure = found.filter((value): value is number => typeof value === "number" && value >= 0 && value <= 1);
  return Math.max(0, ...sure) === 0 ? null : { least: Math.min(...sure), most: Math.max(...sure) };
}

function confidencesIn(list: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(list) ? (list as readonly Json[]).filter(isObject).map((entry) => entry["confidence"]) : [];
}

/** Classes to numbers (several classes), or places to objects with a confidence (segmentation). */
function numbersOf(map: Json | undefined): readonly (Json | undefined)[] {
  return isObject(map) ? Object.values(map).map((value) => (isObject(value) ? value["confidence"] : value)) : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
