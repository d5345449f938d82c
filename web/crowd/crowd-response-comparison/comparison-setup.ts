import { parseLooseJson } from "../attributes/loose-json.js";

/** One turn of what the responses answer to. */
export interface Turn {
  readonly role: string;
  readonly content: string;
}

/** A scale every response is rated on, in whole numbers. */
export interface RatingScale {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** What the ends mean, where the requester says so. */
  readonly minLabel: string;
  readonly maxLabel: string;
}

const mostSteps = 11;

/** A prompt as its turns: a list of {role, content} (an attribute holds it as loose JSON), or a text as the user's one turn. */
export function turnsOf(prompt: unknown): readonly Turn[] {
  if (Array.isArray(prompt)) return prompt.flatMap(turnFrom);
  if (typeof prompt !== "string" || prompt.trim() === "") return [];
  const listed = /^\s*\[\s*\{/.test(prompt) ? turnsOf(parsed(prompt)) : [];
  return listed.length > 0 ? listed : [{ role: "user", content: prompt }];
}

/** The scales an attribute or a script gives: names, or {name, min, max, minLabel, maxLabel}; 1 to 5 unless told otherwise. */
export function scaleList(given: unknown): readonly RatingScale[] {
  if (!Array.isArray(given)) return [];
  const named = new Map<string, RatingScale>();
  for (const scale of given.flatMap(scaleFrom)) if (!named.has(scale.name)) named.set(scale.name, scale);
  return Array.from(named.values());
}

/** The values of a scale, least first. */
export function stepsOf(scale: RatingScale): readonly number[] {
  return Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index);
}

function parsed(text: string): unknown {
  try {
    return parseLooseJson(text);
  } catch {
    // A prompt that only looks like a list is a text.
    return undefined;
  }
}

function turnFrom(given: unknown): Turn[] {
  if (typeof given === "string") return [{ role: "user", content: given }];
  if (typeof given !== "object" || given === null) return [];
  const { role, content } = given as Record<string, unknown>;
  return typeof content === "string" ? [{ role: typeof role === "string" ? role : "user", content }] : [];
}

function scaleFrom(given: unknown): RatingScale[] {
  const scale = typeof given === "string" ? { name: given } : given;
  if (typeof scale !== "object" || scale === null) return [];
  const { name, min, max, minLabel, maxLabel } = scale as Record<string, unknown>;
  if (typeof name !== "string" || name === "") return [];
  const least = wholeNumber(min, 1);
  const most = Math.min(Math.max(wholeNumber(max, least + 4), least + 1), least + mostSteps - 1);
  return [{ name, min: least, max: most, minLabel: textOf(minLabel), maxLabel: textOf(maxLabel) }];
}

function wholeNumber(given: unknown, otherwise: number): number {
  return typeof given === "number" && Number.isInteger(given) ? given : otherwise;
}

function textOf(given: unknown): string {
  return typeof given === "string" ? given : "";
}
