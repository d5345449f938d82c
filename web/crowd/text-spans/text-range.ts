/** A part of a text in UTF-16 units; `end` is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export function overlaps(first: TextRange, second: TextRange): boolean {
  return first.start < second.end && second.start < first.end;
}

export function covers(range: TextRange, position: number): boolean {
  return range.start <= position && position < range.end;
}

/** Reading order: earlier first, of two that begin together the longer first, so that what holds comes before what is held. */
export function byPlace(first: TextRange, second: TextRange): number {
  return first.start - second.start || second.end - first.end;
}

/** A range without the blanks at its ends; undefined when there is nothing else. */
export function trimmed(text: string, range: TextRange): TextRange | undefined {
  const inside = text.slice(range.start, range.end);
  const start = range.start + (inside.length - inside.trimStart().length);
  const end = range.end - (inside.length - inside.trimEnd().length);
  return start < end ? { start, end } : undefined;
}
