import type { Json } from "../../shared/messages/worker-page-messages.js";
import { pageClipboard } from "../worker-page/page-clipboard.js";
import { addCopies } from "./board-edits.js";
import { sceneFromJson, sceneToJson } from "./scene-json.js";
import { vectorWords } from "./vector-words.js";
import type { Workplace } from "./workplace.js";

/** Marks what drawings copy, among whatever else a page may put there. */
const kind = "truthloop-shapes";

/** Copies what is selected, for this task and the next ones. */
export function copySelected({ board }: Workplace): void {
  const { selected } = board;
  if (selected.length === 0) return;
  const { objects } = sceneToJson({ objects: selected, relations: [] }) as { objects: Json };
  pageClipboard.copy({ kind, objects });
  board.say(vectorWords().copied(selected.length));
}

/** Adds what was copied: shapes this element can draw, under their labels where it has those, else the one in hand. */
export function pasteCopied({ board, tools, labels }: Workplace): void {
  const content = pageClipboard.content as { kind?: unknown } | null;
  const copied = content?.kind === kind ? sceneFromJson(content).objects : [];
  const known = new Set(labels.map(({ name }) => name));
  const fitting = copied.filter(({ shape }) => tools.some(({ id }) => id === shape.kind));
  if (fitting.length === 0) board.refuse(vectorWords().nothingToPaste);
  addCopies(board, fitting.map((object) => (known.has(object.label) ? object : { ...object, label: board.label })));
}
