/** A status in words and colour. */
import { type TemplateResult, html } from "lit";
import type { ConsoleWords } from "../words/en.js";

const looks: Readonly<Record<string, string>> = {
  Initializing: "busy",
  InProgress: "busy",
  Completed: "good",
  Failed: "bad",
  Stopping: "quiet",
  Stopped: "quiet",
};

/** A labeling job's. */
export function statusTag(status: string, words: ConsoleWords): TemplateResult {
  return tag(status, words.statuses);
}

/** A human loop's. */
export function loopTag(status: string, words: ConsoleWords): TemplateResult {
  return tag(status, words.loops.statuses);
}

function tag(status: string, names: Readonly<Record<string, string>>): TemplateResult {
  return html`<span class="status ${looks[status] ?? "quiet"}">${names[status] ?? status}</span>`;
}
