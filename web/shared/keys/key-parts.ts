/** The keys of a combination, one by one: "Ctrl+Z" gives Ctrl and Z, "+" is itself. */
export function keyParts(keys: string): readonly string[] {
  return keys.split(/(?<=[^+]\s*)\+(?=.)/u).map((part) => part.trim());
}
