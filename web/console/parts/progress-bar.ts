/** How far a job is: labelled, failed, and what is left. */
import { type TemplateResult, html } from "lit";
import { styled } from "./styled.js";
import type { LabelCounters } from "../wire/contract.js";
import type { ConsoleWords } from "../words/en.js";

export function totalOf(counters: LabelCounters): number {
  return counters.TotalLabeled + counters.FailedNonRetryableError + counters.Unlabeled;
}

export function progressBar(counters: LabelCounters, words: ConsoleWords): TemplateResult {
  const total = totalOf(counters);
  const share = (count: number): string => `${total === 0 ? 0 : (100 * count) / total}%`;
  const failed = counters.FailedNonRetryableError;
  return html`<div class="progress">
    <div class="progress-track" aria-hidden="true">
      <span class="progress-labeled" ${styled({ "inline-size": share(counters.TotalLabeled) })}></span>
      <span class="progress-failed" ${styled({ "inline-size": share(failed) })}></span>
    </div>
    <span class="progress-text">
      ${words.jobs.labeled(counters.TotalLabeled, total)}${failed > 0 ? html` · <span class="bad">${words.jobs.failed(failed)}</span>` : ""}
    </span>
  </div>`;
}
