/** The texts of responses an attribute or a script gives: strings, or objects with their text; what is no list gives none. */
export function responseList(given: unknown): readonly string[] {
  return Array.isArray(given) ? given.map(responseText) : [];
}

/** What else an object says (a model's name, an id) is never shown: raters judge words, not names. */
function responseText(given: unknown): string {
  if (typeof given === "string") return given;
  if (typeof given === "number" || typeof given === "boolean") return String(given);
  if (typeof given !== "object" || given === null) return "";
  const { text, content, response } = given as Record<string, unknown>;
  return [text, content, response].find((each) => typeof each === "string") ?? "";
}
