/** A text with spans marked in it, overlapping ones too; offsets count Unicode code points. */
import { type TemplateResult, html } from "lit";

export interface MarkedSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** Which layer's colour it bears. */
  readonly layer: number;
}

export function markedText(text: string, spans: readonly MarkedSpan[]): readonly TemplateResult[] {
  const points = Array.from(text);
  const inside = spans.filter((span) => span.start < span.end);
  const borders = [...new Set([0, points.length, ...inside.flatMap((span) => [span.start, span.end])])]
    .filter((at) => at >= 0 && at <= points.length)
    .sort((one, other) => one - other);
  return borders.slice(0, -1).map((from, place) => {
    const to = borders[place + 1] ?? points.length;
    const piece = points.slice(from, to).join("");
    const over = inside.filter((span) => span.start <= from && span.end >= to);
    const first = over[0];
    if (first === undefined) return html`${piece}`;
    const names = over.map((span) => span.label).join(", ");
    const ends = over.filter((span) => span.end === to).map((span) => html`<span class="mark-name layer-${span.layer}">${span.label}</span>`);
    return html`<mark class="layer-${first.layer} ${over.length > 1 ? "several" : ""}" title=${names}>${piece}</mark>${ends}`;
  });
}
