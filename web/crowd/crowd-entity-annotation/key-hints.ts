import { entityWords } from "./entity-words.js";

/** A line of the sheet of keys. */
export interface KeyHint {
  readonly keys: readonly string[];
  readonly action: string;
}

/** Every key of the text labelling element, in the worker's language. */
export function entityKeyHints(withRelations: boolean): readonly KeyHint[] {
  const words = entityWords();
  return [
    { keys: ["1", "…", "0", "a", "…", "z"], action: words.keyLabel },
    { keys: ["←", "→", "↑", "↓"], action: words.keyMove },
    { keys: ["Shift + ←", "Shift + →"], action: words.keySelect },
    { keys: ["]", "["], action: words.keyNext },
    { keys: ["Enter"], action: words.keyConfirm },
    { keys: ["Delete"], action: words.keyRemove },
    { keys: ["*"], action: words.keyRepeat },
    ...(withRelations ? [{ keys: [">"], action: words.keyRelate }] : []),
    { keys: ["/"], action: words.keySearch },
    { keys: ["Ctrl + Z", "Ctrl + Y"], action: words.keyUndo },
    { keys: ["Esc"], action: words.keyCancel },
  ];
}
