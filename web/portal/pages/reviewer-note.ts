/** What a reviewer said who sent a task back: open at first, folded away and opened again by its own heading. */
import { type TemplateResult, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { icons } from "../parts/icons.js";
import type { Task } from "../wire/contract.js";
import type { Words } from "../words/en.js";
import { type State, taskOf } from "../work/task-steps.js";

/** The note of the task at hand; nothing for a task that was not sent back, or that is over. */
export function reviewerNote(state: State, words: Words): TemplateResult | typeof nothing {
  const task = state.phase.name === "over" ? null : taskOf(state);
  if (task === null || (task.note ?? "") === "") return nothing;
  // Another task's note is another element: it is open again, whatever became of the last one.
  return html`${keyed(
    task.assignment_id,
    html`<details class="notice info reviewer-note" open>
      <summary>${icons.info}<strong>${words.task.sentBack}</strong></summary>
      <p role="group" aria-label=${words.task.reviewerSaid} tabindex="0" dir="auto">${task.note}</p>
      ${origin(task, words)}
    </details>`,
  )}`;
}

/** What the page is filled in with, where it is. */
function origin(task: Task, words: Words): TemplateResult | typeof nothing {
  if (task.draft_origin === null) return nothing;
  return html`<p>${words.task.beginsWith[task.draft_origin]}</p>`;
}
