/** One row of the task list. */
import { type TemplateResult, html, nothing } from "lit";
import type { FrontDesk } from "../front-desk.js";
import { icons } from "../parts/icons.js";
import type { PausedAssignment, Queue } from "../wire/contract.js";
import type { Words } from "../words/en.js";
import { clockText, secondsLeft } from "../work/countdown.js";

export interface RowActions {
  readonly start: (queue: Queue) => void;
  readonly resume: (queue: Queue, assignmentId: string) => void;
}

export function queueRow(queue: Queue, words: Words, desk: FrontDesk, actions: RowActions): TemplateResult {
  const headingId = `queue-${queue.id}`;
  return html`<li class="queue" aria-labelledby=${headingId}>
    <div class="queue-main">
      <div class="queue-text">
        <h2 id=${headingId} dir="auto">${queue.title}</h2>
        ${queue.description === "" ? nothing : html`<p class="queue-description" dir="auto">${queue.description}</p>`}
        <p class="queue-facts">
          ${queue.waiting > 0 ? html`<span class="fact strong"><span class="dot" aria-hidden="true"></span>${words.list.waiting(queue.waiting)}</span>` : nothing}
          <span class="fact">${icons.clock}${words.list.timeLimit(queue.time_limit_seconds)}</span>
          <span class="fact">${words.list.created(queue.created_at)}</span>
        </p>
        ${keywords(queue, words)} ${needs(queue, words)}
      </div>
      ${mainAction(queue, words, desk.clock.nowMs(), actions, headingId)}
    </div>
    ${queue.paused.length === 0 ? nothing : pausedRows(queue, words, actions, headingId)}
    ${queue.answered ? html`<tl-last-answers .desk=${desk} .queue=${queue}></tl-last-answers>` : nothing}
  </li>`;
}

function keywords(queue: Queue, words: Words): TemplateResult | typeof nothing {
  if (queue.keywords.length === 0) return nothing;
  return html`<ul class="chips" aria-label=${words.list.keywords}>
    ${queue.keywords.map((keyword) => html`<li class="chip" dir="auto">${keyword}</li>`)}
  </ul>`;
}

/** Why the queue gives this worker nothing. */
function needs(queue: Queue, words: Words): TemplateResult | typeof nothing {
  if (queue.needs.length === 0) return nothing;
  return html`<ul class="needs">
    ${queue.needs.map(
      ({ skill, minimum, score }) => html`<li class="need">
        ${icons.lock}<span>${words.list.needs(skill, minimum)} ${words.list.yours(score)}</span>
      </li>`,
    )}
  </ul>`;
}

function mainAction(
  queue: Queue,
  words: Words,
  nowMs: number,
  actions: RowActions,
  headingId: string,
): TemplateResult | typeof nothing {
  const open = queue.open_assignment;
  const click = (): void => {
    actions.start(queue);
  };
  if (open !== null) {
    const left = clockText(secondsLeft(Date.parse(open.deadline), nowMs));
    return html`<div class="queue-action">
      <button class="button primary" type="button" aria-describedby=${headingId} @click=${click}>
        ${words.list.resume}
      </button>
      <span class="quiet small">${words.list.inProgress} · ${words.list.timeLeft(left)}</span>
    </div>`;
  }
  if (queue.waiting === 0) return nothing;
  return html`<div class="queue-action">
    <button class="button primary" type="button" aria-describedby=${headingId} @click=${click}>
      ${words.list.start}
    </button>
  </div>`;
}

function pausedRows(queue: Queue, words: Words, actions: RowActions, headingId: string): TemplateResult {
  return html`<ul class="paused">
    ${queue.paused.map((paused) => pausedRow(queue, paused, words, actions, headingId))}
  </ul>`;
}

function pausedRow(
  queue: Queue,
  paused: PausedAssignment,
  words: Words,
  actions: RowActions,
  headingId: string,
): TemplateResult {
  const click = (): void => {
    actions.resume(queue, paused.assignment_id);
  };
  // The one thing to do in this row looks like it.
  const kind = queue.waiting === 0 && queue.open_assignment === null ? "button primary" : "button";
  return html`<li class="paused-row">
    <span class="tag">${words.list.stopped}</span>
    <span class="paused-text">
      ${words.list.stoppedAt(paused.paused_at)} · ${words.list.timeLeft(clockText(paused.remaining_seconds))}
    </span>
    <button class=${kind} type="button" aria-describedby=${headingId} @click=${click}>${words.list.resume}</button>
  </li>`;
}
