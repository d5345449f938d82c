import { UnreadableAttribute } from "../attributes/converters.js";

/** One question to rank by, as AWS names it. */
export interface Dimension {
  readonly name: string;
  readonly allowTie: boolean;
}

/** The dimensions an attribute or a script gives; a bare string is a dimension without ties. What is none is left out. */
export function dimensionList(given: unknown): readonly Dimension[] {
  if (!Array.isArray(given)) return [];
  const named = new Map<string, Dimension>();
  for (const dimension of given.flatMap(dimensionFrom)) if (!named.has(dimension.name)) named.set(dimension.name, dimension);
  return Array.from(named.values());
}

/** Why an attribute could not be read; undefined when it could. */
export function unreadableReason(given: unknown): string | undefined {
  return given instanceof UnreadableAttribute ? given.reason : undefined;
}

function dimensionFrom(given: unknown): Dimension[] {
  if (typeof given === "string" && given !== "") return [{ name: given, allowTie: false }];
  if (typeof given !== "object" || given === null) return [];
  const { name, allowTie } = given as Record<string, unknown>;
  return typeof name === "string" && name !== "" ? [{ name, allowTie: allowTie === true || allowTie === "true" }] : [];
}
