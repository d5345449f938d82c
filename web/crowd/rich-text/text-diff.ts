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
  return changes.map((change) => ({ kind: kindOf(change), text: change.value.join("") }));
}

function lineDiff(from: string, to: string): readonly DiffPart[] {
  return diffLines(from, to).map((change) => ({ kind: kindOf(change), text: change.value }));
}

function kindOf(change: { readonly added: boolean; readonly removed: boolean }): DiffPart["kind"] {
  return change.added ? "added" : change.removed ? "removed" : "same";
}
