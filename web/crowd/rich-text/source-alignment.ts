/**
 * Where each piece of shown text stands in the source it was rendered from. Pieces come in order; each is looked for
 * whole behind the last one, and where marks or line ends stand inside it, letter by letter. What the source writes
 * another way (an entity, a generated sign) counts as standing where the piece before it ended.
 *
 * Gives one list per piece: the source offset (UTF-16) of each of its units, and of its end.
 */
export function alignToSource(source: string, pieces: readonly string[]): readonly (readonly number[])[] {
  let cursor = 0;
  return pieces.map((piece) => {
    const whole = piece.trim() === "" ? -1 : source.indexOf(piece, cursor);
    const offsets = whole >= 0 ? run(whole, piece.length) : byLetter(source, piece, cursor);
    cursor = offsets.at(-1) ?? cursor;
    return offsets;
  });
}

/** How far ahead a single letter is looked for: marks are short, and a far match would carry the rest away. */
const reach = 80;

function run(from: number, length: number): number[] {
  return Array.from({ length: length + 1 }, (_, index) => from + index);
}

function byLetter(source: string, piece: string, from: number): number[] {
  const offsets: number[] = [];
  let cursor = from;
  let end = from;
  for (const unit of piece.split("")) {
    const found = /\s/.test(unit) ? nextSpace(source, cursor) : source.indexOf(unit, cursor);
    const usable = found >= 0 && found - cursor <= reach;
    offsets.push(usable ? found : cursor);
    if (usable) end = cursor = found + 1;
  }
  return [...offsets, end];
}

/** White space may be another white space in the source, or none at all; then it stands where it is. */
function nextSpace(source: string, from: number): number {
  return /\s/.test(source.charAt(from)) ? from : -1;
}
