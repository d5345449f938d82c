/** A job's status in words and colour. */
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

export function statusTag(status: string, words: ConsoleWords): TemplateResult {
  const names: Readonly<Record<string, string>> = words.statuses;
  return html`<span class="status ${looks[status] ?? "quiet"}">${names[status] ?? status}</span>`;
}
