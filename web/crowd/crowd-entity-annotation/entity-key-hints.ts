import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import { entityWords } from "./entity-words.js";

/** Every key of the text labelling element, in the worker's language. */
export function entityKeyHints(withRelations: boolean): readonly KeyHint[] {
  const words = entityWords();
  return [
    { keys: "1–0, A–Z", action: words.keyLabel },
    { keys: "← → ↑ ↓", action: words.keyMove },
    { keys: "Shift+← →", action: words.keySelect },
    { keys: "[ ]", action: words.keyNext },
    { keys: "Enter", action: words.keyConfirm },
    { keys: "Delete", action: words.keyRemove },
    { keys: "*", action: words.keyRepeat },
    ...(withRelations ? [{ keys: ">", action: words.keyRelate }] : []),
    { keys: "/", action: words.keySearch },
    { keys: "Ctrl+Z", action: words.undo },
    { keys: "Ctrl+Y", action: words.redo },
    { keys: "Escape", action: words.keyCancel },
  ];
}
