import type { KeyHint } from "../workbench/key-hint.js";
import { audioWords } from "./audio-words.js";

/** Every key of the audio tool, for the sheet of keys. */
export function audioKeyHints(labelCount: number): readonly KeyHint[] {
  const words = audioWords();
  return [
    { keys: "Space", action: words.keyPlay },
    { keys: "← →", action: words.keySeek },
    { keys: "[ ]", action: words.keyMark },
    ...(labelCount === 0 ? [] : [{ keys: `1–${Math.min(labelCount, 9)}`, action: words.keyLabel }]),
    { keys: "L", action: words.keyLoop },
    { keys: "− +", action: words.keySpeed },
    { keys: "Delete", action: words.keyRemove },
  ];
}
