import { characterAt } from "./text-boundaries.js";
import type { TextRange } from "./text-range.js";

/** Small enough that laying one out is nothing, large enough that a megabyte makes hundreds of them and not thousands. */
const wantedLength = 2000;
const mostLines = 32;
/** A line longer than this is cut, because browsers lay a paragraph out whole. */
const mostLength = 12_000;

/**
 * Cuts a text into blocks that browsers lay out by themselves. Blocks follow each other without gap and end behind a
 * line break, so that cutting is not seen; only lines longer than 12,000 units are cut inside, behind a blank if there is one.
 */
export function cutIntoBlocks(text: string): readonly TextRange[] {
  const blocks: TextRange[] = [];
  let start = 0;
  let lines = 0;
  for (const line of linesOf(text)) {
    lines += 1;
    if (line.end - start < wantedLength && lines < mostLines && line.end < text.length) continue;
    blocks.push({ start, end: line.end });
    start = line.end;
    lines = 0;
  }
  return blocks.length > 0 ? blocks : [{ start: 0, end: 0 }];
}

/** The number of the block that holds a place; the last one for the text's end. */
export function blockAt(blocks: readonly TextRange[], position: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle]?.end ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Lines with their line breaks, in order; over-long ones in parts. */
function* linesOf(text: string): Generator<TextRange> {
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found + 1;
    const cut = end - start > mostLength ? cutInside(text, start) : end;
    yield { start, end: cut };
    start = cut;
  }
}

function cutInside(text: string, start: number): number {
  const latest = start + mostLength;
  const blank = Math.max(text.lastIndexOf(" ", latest - 1), text.lastIndexOf("\t", latest - 1));
  if (blank >= start + mostLength / 2) return blank + 1;
  const character = characterAt(text, latest);
  return character.start > start ? character.start : character.end;
}
