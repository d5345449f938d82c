/** What a new job will look like, cost, and be as code. */
import { type TemplateResult, html, nothing } from "lit";
import { estimateOf } from "../work/job-draft.js";
import { pythonCall } from "../work/python-call.js";
import type { JsonObject, PreviewOfJob } from "../wire/contract.js";
import type { ConsoleWords } from "../words/en.js";

export interface Pace {
  readonly objects: number;
  /** Of one answer. */
  readonly seconds: number;
  /** Pay, in whatever money. */
  readonly hourly: number;
}

/** The worker pages of the first lines, each in a frame that may run its scripts and nothing else. */
export function previewPanel(preview: PreviewOfJob, words: ConsoleWords): TemplateResult {
  const shown = preview.pages.map((page) => {
    const name = words.newJob.line(page.line);
    return html`<details class="preview" ?open=${page === preview.pages[0]}>
      <summary>${name}</summary>
      ${page.fault === null ? nothing : html`<p class="notice bad">${page.fault}</p>`}
      ${page.address === undefined
        ? nothing
        : html`<iframe sandbox="allow-scripts allow-forms" loading="lazy" src=${page.address} title="${words.newJob.previewTitle}, ${name}"></iframe>`}
    </details>`;
  });
  return html`<section class="panel"><h2>${words.newJob.previewTitle}</h2>${shown}</section>`;
}

export function estimatePanel(pace: Pace, workers: number, change: (pace: Pace) => void, words: ConsoleWords): TemplateResult {
  const found = estimateOf(pace.objects, workers, pace.seconds, pace.hourly);
  const field = (part: keyof Pace, label: string): TemplateResult => html`<div class="fields">
    <label for="pace-${part}">${label}</label>
    <input id="pace-${part}" type="number" min="0" step="any" .value=${String(pace[part])} @change=${(event: Event) => {
      change({ ...pace, [part]: Math.max(0, Number((event.target as HTMLInputElement).value)) });
    }} />
  </div>`;
  const rounded = (value: number): string => words.number(Math.round(value * 100) / 100);
  return html`<section class="panel">
    <h2>${words.newJob.estimate}</h2>
    <div class="pair">${field("objects", words.newJob.objects)} ${field("seconds", words.newJob.seconds)} ${field("hourly", words.newJob.hourly)}</div>
    <dl class="counters">
      <div><dt>${words.newJob.answers}</dt><dd>${words.number(found.answers)}</dd></div>
      <div><dt>${words.newJob.hours}</dt><dd>${rounded(found.hours)}</dd></div>
      <div><dt>${words.newJob.cost}</dt><dd>${rounded(found.cost)}</dd></div>
    </dl>
  </section>`;
}

export function codePanel(request: JsonObject, words: ConsoleWords): TemplateResult {
  const labels = "LabelCategoryConfigS3Uri" in request ? nothing : html`<p class="quiet small">${words.newJob.labels}: ${words.newJob.later}</p>`;
  return html`<section class="panel">
    <h2>${words.newJob.code}</h2>
    <p class="quiet">${words.newJob.codeLead}</p>
    <pre tabindex="0" role="region" aria-label=${words.newJob.code}>${pythonCall(request)}</pre>
    ${labels}
  </section>`;
}
