/** A small bar chart with its numbers as a table for those who cannot see it. */
import { type TemplateResult, html, svg } from "lit";

export interface Bar {
  readonly name: string;
  readonly value: number;
}

export interface ChartWords {
  readonly caption: string;
  readonly name: string;
  readonly value: string;
  readonly show: (value: number) => string;
}

const height = 120;
const slot = 28;

export function barChart(bars: readonly Bar[], words: ChartWords): TemplateResult {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const width = Math.max(1, bars.length) * slot;
  return html`<figure class="chart">
    <svg viewBox="0 0 ${width} ${height + 18}" class="chart-drawing" aria-hidden="true" preserveAspectRatio="xMinYMid meet">
      ${bars.map((bar, place) => {
        const tall = (bar.value / most) * height;
        return svg`<g>
          <rect class="chart-bar" x=${place * slot + 3} y=${height - tall} width=${slot - 6} height=${tall} rx="2">
            <title>${bar.name}: ${words.show(bar.value)}</title>
          </rect>
          <text class="chart-name" x=${place * slot + slot / 2} y=${height + 13}>${bar.name}</text>
        </g>`;
      })}
    </svg>
    <table class="sr-only">
      <caption>${words.caption}</caption>
      <thead><tr><th>${words.name}</th><th>${words.value}</th></tr></thead>
      <tbody>${bars.map((bar) => html`<tr><td>${bar.name}</td><td>${words.show(bar.value)}</td></tr>`)}</tbody>
    </table>
  </figure>`;
}
