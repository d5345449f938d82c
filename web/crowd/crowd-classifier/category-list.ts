import { UnreadableAttribute } from "../attributes/converters.js";
import { words } from "../words/page-words.js";

/** The categories an attribute or a script gives, without repeats; what is no list gives none. */
export function categoryList(given: unknown): readonly string[] {
  if (!Array.isArray(given)) return [];
  return Array.from(new Set(given.map(categoryName).filter((name) => name !== "")));
}

/** What is wrong with given categories, for the requester who previews the page; empty when nothing is. */
export function categoryFault(given: unknown): string {
  if (given instanceof UnreadableAttribute) return words().unreadable("categories", given.reason);
  return categoryList(given).length === 0 ? words().missingCategories : "";
}

/** What a category given as a word or as an object with a `label` or `name` is called; empty when it is neither. */
export function categoryName(given: unknown): string {
  if (typeof given === "string") return given;
  if (typeof given === "number" || typeof given === "boolean") return String(given);
  if (typeof given !== "object" || given === null) return "";
  const { label, name } = given as Record<string, unknown>;
  return typeof label === "string" ? label : typeof name === "string" ? name : "";
}
