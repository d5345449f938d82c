/** One line of the sheet of keys: how a key is written, and what it does in the worker's language. */
export interface KeyHint {
  readonly keys: string;
  readonly action: string;
}

/** What a control shows on hover: its name, and its key where it has one. */
export function withKeys(name: string, keys: string | undefined): string {
  return keys === undefined || keys === "" ? name : `${name} (${keys})`;
}
