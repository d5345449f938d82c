/** A stretch of text by UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a reader without a mouse stands: `anchor` and `focus` are places in a list of words; both are selected. */
export interface WordCursor {
  readonly anchor: number;
  readonly focus: number;
}

/** The words of a text in order, as the language cuts them; punctuation and space belong to none. */
export function wordSpans(text: string, language: string): readonly Span[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  return Array.from(segmenter.segment(text))
    .filter((segment) => segment.isWordLike)
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

/** How many words a text has. */
export function countWords(text: string, language: string): number {
  return wordSpans(text, language).length;
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -10, ArrowDown: 10 };

/** The cursor after a key; `extend` keeps the anchor where it is. Undefined for keys that move nothing. */
export function moved(cursor: WordCursor | undefined, key: string, extend: boolean, words: number): WordCursor | undefined {
  if (words === 0) return undefined;
  const ends: Readonly<Record<string, number>> = { Home: 0, End: words - 1 };
  const by = steps[key];
  const end = ends[key];
  if (by === undefined && end === undefined) return undefined;
  if (cursor === undefined) return { anchor: end ?? 0, focus: end ?? 0 };
  const focus = Math.min(Math.max(end ?? cursor.focus + (by ?? 0), 0), words - 1);
  return { anchor: extend ? cursor.anchor : focus, focus };
}

/** What a cursor selects; undefined when its words are gone. */
export function cursorSpan(cursor: WordCursor, words: readonly Span[]): Span | undefined {
  const [first, last] = [words[Math.min(cursor.anchor, cursor.focus)], words[Math.max(cursor.anchor, cursor.focus)]];
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
}

/** A selection without the white space at its ends; undefined when nothing is left. */
export function trimmedSpan(text: string, span: Span): Span | undefined {
  const selected = text.slice(span.start, span.end);
  const start = span.start + (selected.length - selected.trimStart().length);
  const end = span.end - (selected.length - selected.trimEnd().length);
  return start < end ? { start, end } : undefined;
}
