import type { Span } from "./annotation.js";

/**
 * Gives each span the lane its line is drawn in under the text, so that spans that overlap never share one and what
 * lies inside another span lies nearer to the text. Spans must come in reading order. Uses as many lanes as spans overlap
 * at the busiest place of a group and no more (interval partitioning, Kleinberg and Tardos, Algorithm Design, 4.1).
 */
export function spanLanes(spans: readonly Span[]): ReadonlyMap<number, number> {
  const lanes = new Map<number, number>();
  let group: Span[] = [];
  let ends: number[] = [];
  const close = (): void => {
    // Outer spans came first and took the first lanes: turned round, the first lane is next to the text.
    for (const span of group) lanes.set(span.id, ends.length - 1 - (lanes.get(span.id) ?? 0));
    group = [];
    ends = [];
  };
  for (const span of spans) {
    if (ends.every((end) => end <= span.start)) close();
    const free = ends.findIndex((end) => end <= span.start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = span.end;
    lanes.set(span.id, lane);
    group.push(span);
  }
  close();
  return lanes;
}
