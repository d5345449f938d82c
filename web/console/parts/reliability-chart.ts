/** Confidence against being right: a dot for each tenth, as large as it holds labels, beside the line where both agree. */
import { type TemplateResult, html, svg } from "lit";
import type { Calibration } from "../wire/contract.js";

export interface ReliabilityWords {
  readonly caption: string;
  readonly confidence: string;
  readonly right: string;
  readonly labels: string;
  readonly percent: (share: number) => string;
  readonly number: (count: number) => string;
}

const size = 160;
const edge = 22;

export function reliabilityChart(found: Calibration, words: ReliabilityWords): TemplateResult {
  const most = Math.max(1, ...found.counts);
  const bins = found.counts.flatMap((count, at) => {
    const confidence = found.confidence[at] ?? null;
    const right = found.right[at] ?? null;
    return count === 0 || confidence === null || right === null ? [] : [{ count, confidence, right }];
  });
  return html`<figure class="chart">
    <svg viewBox="0 0 ${size + 2 * edge} ${size + 2 * edge}" class="reliability" aria-hidden="true">
      <rect class="reliability-frame" x=${edge} y=${edge / 2} width=${size} height=${size} />
      <line class="reliability-line" x1=${edge} y1=${edge / 2 + size} x2=${edge + size} y2=${edge / 2} />
      ${bins.map(
        (bin) => svg`<circle class="reliability-dot" cx=${edge + bin.confidence * size} cy=${edge / 2 + (1 - bin.right) * size} r=${3 + 6 * Math.sqrt(bin.count / most)}>
          <title>${words.percent(bin.confidence)} → ${words.percent(bin.right)} (${words.number(bin.count)})</title>
        </circle>`,
      )}
      <text class="chart-name" x=${edge + size / 2} y=${size + edge / 2 + 16}>${words.confidence}</text>
      <text class="chart-name" transform="translate(${edge - 8} ${edge / 2 + size / 2}) rotate(-90)">${words.right}</text>
    </svg>
    <table class="sr-only">
      <caption>${words.caption}</caption>
      <thead><tr><th>${words.confidence}</th><th>${words.right}</th><th>${words.labels}</th></tr></thead>
      <tbody>${bins.map((bin) => html`<tr><td>${words.percent(bin.confidence)}</td><td>${words.percent(bin.right)}</td><td>${words.number(bin.count)}</td></tr>`)}</tbody>
    </table>
  </figure>`;
}
