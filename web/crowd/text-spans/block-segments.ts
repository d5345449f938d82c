import type { Span } from "./annotation.js";
import { blockAt } from "./text-blocks.js";
import type { TextRange } from "./text-range.js";

/** A stretch of a block over which the same spans lie. */
export interface Segment extends TextRange {
  /** The spans over it, in reading order. */
  readonly spans: readonly Span[];
  /** Those that begin with it, and those that end with it, inner ones first. */
  readonly begins: readonly Span[];
  readonly ends: readonly Span[];
}

/** For each block the spans that reach into it, in reading order. */
export function spansByBlock(blocks: readonly TextRange[], spans: readonly Span[]): readonly (readonly Span[])[] {
  const found: Span[][] = blocks.map(() => []);
  for (const span of spans) {
    for (let index = blockAt(blocks, span.start); index < blocks.length; index += 1) {
      if ((blocks[index]?.start ?? 0) >= span.end) break;
      found[index]?.push(span);
    }
  }
  return found;
}

/** Cuts a block wherever one of its spans begins or ends. */
export function segmentsOf(block: TextRange, spans: readonly Span[]): readonly Segment[] {
  const cuts = new Set([block.start, block.end]);
  for (const span of spans) for (const edge of [span.start, span.end]) if (isInside(block, edge)) cuts.add(edge);
  const places = Array.from(cuts).sort((first, second) => first - second);
  return places.slice(0, -1).map((start, index) => segment(start, places[index + 1] ?? block.end, spans));
}

function segment(start: number, end: number, spans: readonly Span[]): Segment {
  const over = spans.filter((span) => span.start <= start && end <= span.end);
  return {
    start,
    end,
    spans: over,
    begins: over.filter((span) => span.start === start),
    ends: over.filter((span) => span.end === end).reverse(),
  };
}

function isInside(block: TextRange, edge: number): boolean {
  return block.start < edge && edge < block.end;
}
