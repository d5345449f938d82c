import type { TextRange } from "./text-range.js";

/** Scripts that put no blanks between words: there a word may stand inside a longer run of letters. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;

/**
 * Every place where the words at a range stand again, the range itself included, in order and without overlap. Letters
 * compare exactly. In scripts that write blanks between words, a part of a longer word is no repetition; in Korean,
 * where particles follow a word without a blank, it is.
 */
export function repetitions(text: string, range: TextRange): readonly TextRange[] {
  const phrase = text.slice(range.start, range.end);
  if (phrase.trim() === "") return [];
  const found: TextRange[] = [];
  for (let start = text.indexOf(phrase); start !== -1; ) {
    const end = start + phrase.length;
    const stands = start === range.start || (isEdge(text, start) && isEdge(text, end));
    if (stands && !cutsRange(start, end, range)) found.push({ start, end });
    start = text.indexOf(phrase, stands ? end : start + 1);
  }
  return found;
}

/** An occurrence that overlaps the marked one by accident ("anana" in "bananana") is not another. */
function cutsRange(start: number, end: number, range: TextRange): boolean {
  return start !== range.start && start < range.end && range.start < end;
}

/** Whether a word may begin or end at a place. */
function isEdge(text: string, place: number): boolean {
  const before = characterEndingAt(text, place);
  const after = String.fromCodePoint(text.codePointAt(place) ?? 0x20);
  if (!wordCharacter.test(before) || !wordCharacter.test(after)) return true;
  return !/\p{M}/u.test(after) && (unspaced.test(before) || unspaced.test(after));
}

function characterEndingAt(text: string, place: number): string {
  const pair = place >= 2 ? text.slice(place - 2, place) : "";
  return /^[\u{10000}-\u{10FFFF}]$/u.test(pair) ? pair : text.slice(Math.max(0, place - 1), place);
}
