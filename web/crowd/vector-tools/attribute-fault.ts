import { UnreadableAttribute } from "../attributes/converters.js";
import { words } from "../words/page-words.js";

/** What the page says of the first attribute that could not be read; empty when all could. */
export function attributeFault(given: Readonly<Record<string, unknown>>): string {
  for (const [name, value] of Object.entries(given))
    if (value instanceof UnreadableAttribute) return words().unreadable(name, value.reason);
  return "";
}
