import type { Span } from "../text-spans/annotation.js";
import { segmentsOf, type Segment } from "../text-spans/block-segments.js";
import { labelLook, type LinePattern } from "../text-spans/label-colors.js";
import type { SpanLabel } from "../text-spans/label-set.js";
import type { TextRange } from "../text-spans/text-range.js";

/** How the spans of a label are drawn. */
export interface SpanLook {
  readonly tag: string;
  readonly color: number;
  readonly pattern: LinePattern;
}

/** What the drawing of spans goes by. */
export interface Drawing {
  readonly lanes: ReadonlyMap<number, number>;
  readonly looks: ReadonlyMap<string, SpanLook>;
  readonly selectedId: number | undefined;
}

/** Lines deeper than this share the deepest lane: a text that deep is read in the list. */
const mostLanes = 8;
const laneHeight = 5;
const plainLook: SpanLook = { tag: "", color: 0, pattern: "solid" };

export function spanLook(label: SpanLabel): SpanLook {
  return { tag: label.shortName, ...labelLook(label.color) };
}

/** Says everything that a block's drawing depends on. */
export function blockLook(spans: readonly Span[], drawing: Drawing): string {
  return spans
    .map((span) => {
      const { tag, color, pattern } = drawing.looks.get(span.label) ?? plainLook;
      const selected = span.id === drawing.selectedId ? "!" : "";
      return `${span.id}${selected} ${span.start} ${span.end} ${drawing.lanes.get(span.id) ?? 0} ${color} ${pattern} ${tag}`;
    })
    .join("\n");
}

/** Fills a block's element: its text, and around what is labelled, elements that show so. Tags and handles hold no text. */
export function fillBlock(
  element: HTMLElement,
  text: string,
  block: TextRange,
  spans: readonly Span[],
  drawing: Drawing,
): void {
  const deepest = Math.max(-1, ...spans.map((span) => laneOf(span, drawing)));
  element.style.setProperty("--lanes", String(deepest + 1));
  const parts = segmentsOf(block, spans).flatMap((segment) => segmentNodes(text, segment, drawing));
  element.replaceChildren(...parts);
}

function segmentNodes(text: string, segment: Segment, drawing: Drawing): Node[] {
  const content = document.createTextNode(text.slice(segment.start, segment.end));
  if (segment.spans.length === 0) return [content];
  const mark = document.createElement("mark");
  mark.style.cssText = markStyle(segment.spans, drawing);
  const picked = segment.spans.find((span) => span.id === drawing.selectedId);
  if (picked !== undefined) mark.className = "picked";
  mark.append(content);
  const before = picked !== undefined && segment.begins.includes(picked) ? [handle("start")] : [];
  const after = picked !== undefined && segment.ends.includes(picked) ? [handle("end")] : [];
  return [...before, mark, ...after, ...tagsBehind(segment, drawing)];
}

/** The tags of spans that end here; the lines of those that go on run on under them. */
function tagsBehind(segment: Segment, drawing: Drawing): Node[] {
  const tags = segment.ends.map((span) => tag(span, drawing));
  const outer = segment.spans.filter((span) => !segment.ends.includes(span));
  if (tags.length === 0 || outer.length === 0) return tags;
  const bridge = document.createElement("span");
  bridge.className = "bridge";
  bridge.style.cssText = markStyle(outer, drawing);
  bridge.append(...tags);
  return [bridge];
}

/** The tint of the innermost span, and a line in its lane for each. */
function markStyle(spans: readonly Span[], drawing: Drawing): string {
  const lanes = spans.map((span) => laneOf(span, drawing));
  const deepest = Math.max(...lanes);
  const lines = spans.map((span, index) => {
    const { color, pattern } = drawing.looks.get(span.label) ?? plainLook;
    const up = (deepest - (lanes[index] ?? 0)) * laneHeight;
    return `${lineImage(color, pattern)} 0 calc(100% - ${up}px) / 100% 3px no-repeat`;
  });
  const inner = [...spans].sort((first, second) => first.end - first.start - (second.end - second.start))[0];
  const tint = drawing.looks.get(inner?.label ?? "")?.color ?? 0;
  return `--tint: var(--label-${tint}); padding-block-end: ${(deepest + 1) * laneHeight}px; --lines: ${lines.join(", ")}`;
}

function lineImage(color: number, pattern: LinePattern): string {
  const ink = `var(--label-${color})`;
  if (pattern === "solid") return `linear-gradient(${ink}, ${ink})`;
  const [on, off] = pattern === "dashed" ? [7, 11] : [3, 6];
  return `repeating-linear-gradient(90deg, ${ink} 0 ${on}px, transparent ${on}px ${off}px)`;
}

/** A span's short name behind it, drawn by CSS so that it is neither selected nor copied with the text. */
function tag(span: Span, drawing: Drawing): HTMLElement {
  const look = drawing.looks.get(span.label) ?? plainLook;
  const element = document.createElement("span");
  element.className = span.id === drawing.selectedId ? "tag picked" : "tag";
  element.dataset["span"] = String(span.id);
  element.dataset["name"] = look.tag;
  element.style.setProperty("--tint", `var(--label-${look.color})`);
  const remove = document.createElement("span");
  remove.className = "remove";
  remove.dataset["remove"] = String(span.id);
  element.append(remove);
  return element;
}

function handle(edge: "start" | "end"): HTMLElement {
  const element = document.createElement("span");
  element.className = `edge ${edge}`;
  element.dataset["edge"] = edge;
  return element;
}

function laneOf(span: Span, drawing: Drawing): number {
  return Math.min(mostLanes - 1, drawing.lanes.get(span.id) ?? 0);
}
