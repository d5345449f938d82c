import type { TextRange } from "./text-range.js";

/** How far from a place its word or character is looked for: no word is longer, and a text of a megabyte is never cut up whole. */
const reach = 1000;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * Where the character a reader sees at a place begins and ends (UAX #29: an emoji with its skin tone, a letter with its
 * accents, a Hangul syllable written in jamo are one). At the text's end an empty range.
 */
export function characterAt(text: string, position: number): TextRange {
  return pieceAt(graphemes, text, position) ?? { start: text.length, end: text.length };
}

/** The end of the character after a place. */
export function characterAfter(text: string, position: number): number {
  return characterAt(text, position).end;
}

/** The beginning of the character before a place. */
export function characterBefore(text: string, position: number): number {
  return position <= 0 ? 0 : characterAt(text, position - 1).start;
}

/** A range widened so that it cuts no character a reader sees. */
export function wholeCharacters(text: string, range: TextRange): TextRange {
  const last = range.end <= range.start ? range.end : characterAt(text, range.end - 1).end;
  return { start: characterAt(text, range.start).start, end: last };
}

/** The word at a place, by the rules of its script (Chinese and Japanese by dictionary); undefined on blanks and marks. */
export function wordAt(text: string, position: number): TextRange | undefined {
  const piece = pieceAt(words, text, position);
  return piece?.isWordLike === true ? { start: piece.start, end: piece.end } : undefined;
}

/** The end of the first word that ends after a place. */
export function wordEndAfter(text: string, position: number): number {
  for (let at = position; at < text.length; ) {
    const piece = pieceAt(words, text, at);
    if (piece === undefined) break;
    if (piece.isWordLike) return piece.end;
    at = piece.end;
  }
  return text.length;
}

/** The beginning of the last word that begins before a place. */
export function wordStartBefore(text: string, position: number): number {
  for (let at = position; at > 0; ) {
    const piece = pieceAt(words, text, at - 1);
    if (piece === undefined) break;
    if (piece.isWordLike) return piece.start;
    at = piece.start;
  }
  return 0;
}

interface Piece extends TextRange {
  readonly isWordLike: boolean;
}

function pieceAt(segmenter: Intl.Segmenter, text: string, position: number): Piece | undefined {
  const from = Math.max(text.lastIndexOf("\n", position - 1) + 1, position - reach);
  const found = segmenter.segment(text.slice(from, position + reach)).containing(position - from);
  if (found === undefined) return undefined;
  const start = from + found.index;
  return { start, end: start + found.segment.length, isWordLike: found.isWordLike === true };
}
