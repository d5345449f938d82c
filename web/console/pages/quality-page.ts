import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { styled } from "../parts/styled.js";
import { barChart } from "../parts/bar-chart.js";
import { ConsolePart } from "../parts/console-part.js";
import { paceOf, type Hour } from "../work/throughput.js";
import { goldPanels } from "./gold-panels.js";
import type { QualityReport, WorkerOfJob } from "../wire/contract.js";

/** How good a job's labels are, as far as its own answers tell. */
@customElement("tl-quality-page")
export class QualityPage extends ConsolePart {
  @property({ attribute: false }) name = "";
  @property({ attribute: false }) labels: readonly string[] = [];
  @property({ attribute: false }) people: readonly WorkerOfJob[] = [];
  @property({ attribute: false }) hours: readonly Hour[] = [];
  @state() private report: QualityReport | null = null;
  @state() private problem: string | null = null;

  protected override arrive(): void {
    void this.look();
  }

  override render(): TemplateResult {
    if (this.problem !== null) return html`<p class="notice warn" role="status">${this.problem}</p>`;
    if (this.report === null) return html`<p class="quiet">${this.words.loading}</p>`;
    return html`<div class="columns">
        ${this.agreement(this.report)} ${this.confidence(this.report)}
      </div>
      ${goldPanels(this.report.gold, this.emailOf, this.words)} ${this.throughput()}
      ${this.confusion(this.report)} ${this.pairs(this.report)} ${this.workers(this.report)}`;
  }

  private readonly emailOf = (worker: string): string => this.people.find((one) => one.worker_id === worker)?.email ?? worker;

  private throughput(): TemplateResult {
    const words = this.words.quality;
    const pace = paceOf(this.hours);
    const name = (from: number): string => (pace.hours < 24 ? this.words.hourOf(from) : this.words.dayOf(from));
    const bars = pace.slots.map((slot) => ({ name: name(slot.from), value: slot.answers }));
    return html`<section class="panel">
      <h2>${words.throughput(pace.hours)}</h2>
      ${bars.length === 0
        ? html`<p class="quiet">${this.words.job.throughputEmpty}</p>`
        : barChart(bars, { caption: words.throughput(pace.hours), name: this.words.job.hour, value: this.words.job.answers, show: this.words.number })}
    </section>`;
  }

  private pairs(report: QualityReport): TemplateResult | typeof nothing {
    const words = this.words.quality;
    const { pairs } = report;
    if (pairs === null) return nothing;
    const cell = (at: number, other: number): TemplateResult => {
      const both = pairs.both[at]?.[other] ?? 0;
      const share = both === 0 ? 0 : (pairs.same[at]?.[other] ?? 0) / both;
      return html`<td class="figure heat" ${styled({ "--heat": String(share) })} title=${words.pairTold(pairs.same[at]?.[other] ?? 0, both)}>${both === 0 ? "–" : this.words.percent(share)}</td>`;
    };
    return html`<section class="panel">
      <h2>${words.pairs}</h2>
      <p class="quiet">${words.pairsLead}</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label=${words.pairs}><table class="table confusion compact">
        <thead><tr><th scope="col">${this.words.job.worker}</th>${pairs.workers.map((worker) => html`<th scope="col" class="figure">${this.emailOf(worker)}</th>`)}</tr></thead>
        <tbody>${pairs.workers.map(
          (worker, at) => html`<tr><th scope="row">${this.emailOf(worker)}</th>${pairs.workers.map((_, other) => cell(at, other))}</tr>`,
        )}</tbody>
      </table></div>
    </section>`;
  }

  private agreement(report: QualityReport): TemplateResult {
    const words = this.words.quality;
    const found = report.agreement;
    const figure = (value: number | null): string => (value === null ? "–" : value.toFixed(2));
    return html`<section class="panel">
      <h2>${words.agreement}</h2>
      <p class="quiet">${words.agreementLead}</p>
      ${found === null
        ? html`<p>${words.noAgreement}</p>`
        : html`<p class="big-figure">${figure(found.alpha)} <span class="quiet">${figure(found.low)} – ${figure(found.high)}</span></p>`}
    </section>`;
  }

  private confidence(report: QualityReport): TemplateResult {
    const words = this.words.quality;
    const bars = report.confidence.map((value, place) => ({ name: (place / 10).toFixed(1), value }));
    return html`<section class="panel">
      <h2>${words.confidence}</h2>
      <p class="quiet">${words.confidenceLead}</p>
      ${bars.some((bar) => bar.value > 0)
        ? barChart(bars, { caption: words.confidence, name: words.confidence, value: words.share, show: this.words.number })
        : html`<p>${words.confidenceEmpty}</p>`}
    </section>`;
  }

  private confusion(report: QualityReport): TemplateResult {
    const words = this.words.quality;
    if (report.confusion.length === 0)
      return html`<section class="panel"><h2>${words.confusion}</h2><p class="quiet">${words.confusionEmpty}</p></section>`;
    return html`<section class="panel">
      <h2>${words.confusion}</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label=${words.confusion}><table class="table confusion">
        <thead><tr><th scope="col">${words.label}</th>${this.labels.map((label) => html`<th scope="col" class="figure">${label}</th>`)}</tr></thead>
        <tbody>${report.confusion.map((row) => {
          const sum = Math.max(1, row.answered.reduce((one, other) => one + other, 0));
          return html`<tr><th scope="row">${row.label}</th>${row.answered.map(
            (count) => html`<td class="figure heat" ${styled({ "--heat": String(count / sum) })}>${this.words.number(count)}</td>`,
          )}</tr>`;
        })}</tbody>
      </table></div>
    </section>`;
  }

  private workers(report: QualityReport): TemplateResult | typeof nothing {
    const words = this.words.quality;
    if (report.workers.length === 0) return nothing;
    return html`<section class="panel">
      <h2>${words.workers}</h2>
      <table class="table compact">
        <thead><tr><th scope="col">${this.words.job.worker}</th><th scope="col" class="figure">${this.words.job.answers}</th>
          <th scope="col" class="figure">${words.share}</th><th scope="col" class="figure">${this.words.job.median}</th></tr></thead>
        <tbody>${report.workers.map(
          (worker) => html`<tr><th scope="row" class="breaks">${this.emailOf(worker.worker_id)}</th><td class="figure">${this.words.number(worker.answers)}</td>
            <td class="figure">${this.words.percent(worker.share)}</td><td class="figure">${this.secondsOf(worker.worker_id)}</td></tr>`,
        )}</tbody>
      </table>
    </section>`;
  }

  private secondsOf(worker: string): string {
    const median = this.people.find((one) => one.worker_id === worker)?.median_seconds;
    return median === undefined ? "–" : this.words.seconds(median);
  }

  private async look(): Promise<void> {
    try {
      this.report = await this.desk.api.quality(this.name);
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}
