import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import { stageKeyHints } from "../image-stage/stage-commands.js";
import type { WorkLabel } from "../workbench/work-label.js";
import { workbenchWords } from "../workbench/workbench-words.js";
import { paintTools } from "./segmentation-tools.js";
import { segmentationWords } from "./segmentation-words.js";

/** Every key of a segmentation element, for the sheet of keys. */
export function segmentationKeyHints(labels: readonly WorkLabel[], hasInstances: boolean): readonly KeyHint[] {
  const words = segmentationWords();
  const workbench = workbenchWords();
  const instances = [
    { keys: "N", action: words.newInstance },
    { keys: "M", action: words.merge },
    { keys: "X", action: words.split },
    { keys: "Delete", action: words.remove },
  ];
  return [
    ...labels.flatMap(({ key, name }) => (key === undefined ? [] : [{ keys: key, action: name }])),
    ...paintTools.map(({ key, name }) => ({ keys: key.toUpperCase(), action: words[name] })),
    { keys: "[", action: words.smaller },
    { keys: "]", action: words.larger },
    { keys: "← ↑ → ↓", action: words.moveCross },
    { keys: "Enter", action: words.press },
    { keys: "Backspace", action: words.dropCorner },
    { keys: "Escape", action: words.giveUp },
    { keys: words.erasingKeys, action: words.erasing },
    ...(hasInstances ? instances : []),
    { keys: "H", action: `${workbench.hide} / ${workbench.show}` },
    { keys: "O", action: `${workbench.lock} / ${workbench.unlock}` },
    { keys: "T", action: words.outline },
    { keys: "U", action: words.over },
    { keys: "/", action: workbench.findObject },
    { keys: "Ctrl+Z", action: words.undo },
    { keys: "Ctrl+Shift+Z", action: words.redo },
    ...stageKeyHints(),
  ];
}
