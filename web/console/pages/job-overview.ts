/** A job at a glance: counters, what it is, how fast it goes, who works on it. */
import { type TemplateResult, html } from "lit";
import { barChart } from "../parts/bar-chart.js";
import { progressBar } from "../parts/progress-bar.js";
import { paceOf } from "../work/throughput.js";
import type { JobDescription, JobFacts } from "../wire/contract.js";
import type { ConsoleWords } from "../words/en.js";

export function jobOverview(job: JobDescription, facts: JobFacts, words: ConsoleWords): TemplateResult {
  return html`<section class="panel">
      ${progressBar(job.LabelCounters, words)}
      <dl class="counters">${counters(job, facts, words)}</dl>
    </section>
    <div class="columns">
      <section class="panel">
        <h2>${words.quality.throughput(paceOf(facts.answers_by_hour, 24).hours)}</h2>
        ${throughput(facts, words)}
      </section>
      <section class="panel">
        <h2>${words.job.workers}</h2>
        ${workers(facts, words)}
      </section>
    </div>
    <section class="panel"><dl class="facts">${about(job, facts, words)}</dl></section>`;
}

function counters(job: JobDescription, facts: JobFacts, words: ConsoleWords): readonly TemplateResult[] {
  const shown: readonly [string, number][] = [
    [words.job.objects, facts.objects],
    [words.job.labeled, facts.labeled],
    [words.job.unlabeled, job.LabelCounters.Unlabeled],
    [words.job.failed, facts.failed],
    [words.job.kept, facts.kept],
  ];
  return shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${words.number(value)}</dd></div>`);
}

function about(job: JobDescription, facts: JobFacts, words: ConsoleWords): readonly TemplateResult[] {
  const shown: readonly [string, string][] = [
    [words.job.taskType, facts.task_type],
    [words.job.attribute, job.LabelAttributeName],
    [words.job.workersPerObject, words.number(job.HumanTaskConfig.NumberOfHumanWorkersPerDataObject)],
    [words.job.output, job.LabelingJobOutput.OutputDatasetS3Uri],
  ];
  const asked = job.LabelingJobAlgorithmsConfig !== undefined;
  const all = asked ? [...shown, [words.job.automated, words.job.automatedLater] as const] : shown;
  return all.map(([name, value]) => html`<div><dt>${name}</dt><dd class="breaks">${value}</dd></div>`);
}

function throughput(facts: JobFacts, words: ConsoleWords): TemplateResult {
  if (facts.answers_by_hour.length === 0) return html`<p class="quiet">${words.job.throughputEmpty}</p>`;
  const pace = paceOf(facts.answers_by_hour, 24);
  const bars = pace.slots.map((slot) => ({ name: pace.hours < 24 ? words.hourOf(slot.from) : words.dayOf(slot.from), value: slot.answers }));
  return barChart(bars, {
    caption: words.quality.throughput(pace.hours),
    name: words.job.hour,
    value: words.job.answers,
    show: words.number,
  });
}

function workers(facts: JobFacts, words: ConsoleWords): TemplateResult {
  if (facts.workers.length === 0) return html`<p class="quiet">${words.job.throughputEmpty}</p>`;
  return html`<table class="table compact">
    <thead><tr><th scope="col">${words.job.worker}</th><th scope="col" class="figure">${words.job.answers}</th>
      <th scope="col" class="figure">${words.job.median}</th></tr></thead>
    <tbody>${facts.workers.slice(0, 50).map(
      (worker) => html`<tr><th scope="row" class="breaks">${worker.email}</th>
        <td class="figure">${words.number(worker.answers)}</td>
        <td class="figure">${words.seconds(worker.median_seconds)}</td></tr>`,
    )}</tbody>
  </table>`;
}
