import { diffArrays, diffLines } from "diff";

/** A stretch of text both have, or only the first (removed) or the second (added). */
export interface DiffPart {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Above this many words line by line is what a reader can still use, and what a browser can still do at once. */
const mostWords = 4000;

/**
 * What changes from one text to another, word by word; long texts line by line. Words are cut as the language cuts them
 * (Intl.Segmenter), so that Korean, Chinese and Japanese do not become one long word.
 */
export function textDiff(from: string, to: string, language: string): readonly DiffPart[] {
  const words = new Intl.Segmenter(language, { granularity: "word" });
  const [before, after] = [from, to].map((text) => Array.from(words.segment(text), (word) => word.segment));
  if (before === undefined || after === undefined || before.length + after.length > mostWords) return lineDiff(from, to);
  const changes = diffArrays(before, after);
  return joined(changes.map((change) => ({ kind: kindOf(change), text: change.value.join("") })));
}

/** Joins changes with nothing but space between them, so that a rewritten sentence reads as one and not word by word. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const made: DiffPart[] = [];
  let [removed, added] = ["", ""];
  const flush = (): void => {
    if (removed !== "") made.push({ kind: "removed", text: removed });
    if (added !== "") made.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  for (const [index, part] of parts.entries()) {
    const between = index > 0 && index < parts.length - 1 && part.text.trim() === "";
    if (part.kind === "same" && !between) {
      flush();
      made.push(part);
    }
    if (part.kind !== "added" && (part.kind === "removed" || between)) removed += part.text;
    if (part.kind !== "removed" && (part.kind === "added" || between)) added += part.text;
  }
  flush();
  return made;
}

function lineDiff(from: string, to: string): readonly DiffPart[] {
  return diffLines(from, to).map((change) => ({ kind: kindOf(change), text: change.value }));
}

function kindOf(change: { readonly added: boolean; readonly removed: boolean }): DiffPart["kind"] {
  return change.added ? "added" : change.removed ? "removed" : "same";
}
