/** What gold says: who is right how often, and whether labels are as sure as they should be. */
import { type TemplateResult, html } from "lit";
import { intervalChart } from "../parts/interval-chart.js";
import { reliabilityChart } from "../parts/reliability-chart.js";
import type { GoldReport } from "../wire/contract.js";
import type { ConsoleWords } from "../words/en.js";

export function goldPanels(gold: GoldReport, emailOf: (worker: string) => string, words: ConsoleWords): TemplateResult {
  return html`<div class="columns">${accuracy(gold, emailOf, words)} ${calibration(gold, words)}</div>`;
}

function accuracy(gold: GoldReport, emailOf: (worker: string) => string, words: ConsoleWords): TemplateResult {
  const { quality, percent } = words;
  const rows = [...gold.workers]
    .sort((one, other) => other.mean - one.mean)
    .map((each) => ({
      name: emailOf(each.worker_id),
      value: each.mean,
      low: each.low,
      high: each.high,
      told: quality.goldTold(percent(each.mean), percent(each.low), percent(each.high), each.right, each.asked),
    }));
  return html`<section class="panel">
    <h2>${quality.gold}</h2>
    <p class="quiet">${quality.goldLead}</p>
    ${rows.length === 0 ? html`<p>${gold.gold === 0 ? quality.noGold : quality.goldUnmet}</p>` : intervalChart(rows, quality.gold)}
  </section>`;
}

function calibration(gold: GoldReport, words: ConsoleWords): TemplateResult {
  const { quality } = words;
  const found = gold.calibration;
  const labels = found?.labels ?? 0;
  return html`<section class="panel">
    <h2>${quality.calibration}</h2>
    <p class="quiet">${quality.calibrationLead}</p>
    ${labels < gold.enough ? html`<p>${quality.tooLittleGold(labels, gold.enough)}</p>` : ""}
    ${found === null || labels < gold.enough
      ? ""
      : html`${reliabilityChart(found, {
            caption: quality.calibration,
            confidence: quality.confidenceOf,
            right: quality.rightOf,
            labels: quality.labels,
            percent: words.percent,
            number: words.number,
          })}
          <p>${quality.calibrationError} <strong>${words.percent(found.error)}</strong> <span class="quiet">${quality.of(labels)}</span></p>`}
  </section>`;
}
