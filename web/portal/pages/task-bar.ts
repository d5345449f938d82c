/** The bar over a worker page: which task, how long, whether it is saved, and the ways out of it. */
import { type TemplateResult, html, nothing } from "lit";
import type { FrontDesk } from "../front-desk.js";
import { busyLight } from "../parts/busy-light.js";
import { icons } from "../parts/icons.js";
import "../parts/task-clock.js";
import type { Words } from "../words/en.js";
import type { SaveState } from "../work/draft-saver.js";
import { type State, taskOf } from "../work/task-steps.js";

export interface BarActions {
  readonly decline: () => void;
  readonly release: () => void;
  readonly pause: () => void;
  readonly submit: () => void;
  readonly logOut: () => void;
  readonly toList: (event: Event) => void;
  readonly help: () => void;
  readonly toggleMenu: () => void;
  readonly timeUp: () => void;
}

export interface BarView {
  readonly desk: FrontDesk;
  readonly state: State;
  readonly saveState: SaveState;
  readonly justSaved: boolean;
  readonly menuOpen: boolean;
}

export function taskBar(view: BarView, actions: BarActions): TemplateResult {
  const { desk, state } = view;
  const { words } = desk;
  const task = taskOf(state);
  const running = state.phase.name === "working" || state.phase.name === "loading";
  return html`<header class="task-bar">
    <a
      class="button plain icon-button"
      href="/portal"
      title=${words.task.backToList}
      aria-label=${words.task.backToList}
      @click=${actions.toList}
    >
      ${icons.back}
    </a>
    <h1 tabindex="-1" dir="auto" title=${task?.title ?? nothing}>${task?.title ?? words.list.title}</h1>
    <div class="task-facts">
      ${light(view)}
      <tl-task-clock
        .desk=${desk}
        .deadline=${state.phase.name === "over" ? null : (task?.deadline ?? null)}
        .most=${task?.time_limit_seconds ?? Infinity}
        .onTimeUp=${actions.timeUp}
      ></tl-task-clock>
    </div>
    <button
      class="button icon-button menu-button"
      type="button"
      aria-expanded=${view.menuOpen ? "true" : "false"}
      aria-controls="task-actions"
      aria-label=${words.task.actions}
      @click=${actions.toggleMenu}
    >
      ${icons.more}
    </button>
    <div
      class=${view.menuOpen ? "task-actions open" : "task-actions"}
      id="task-actions"
      role="group"
      aria-label=${words.task.actions}
    >
      ${task !== null && running ? leaving(words, actions) : nothing}
      <button
        class="button icon-button key-button"
        type="button"
        aria-label=${words.task.keys}
        title=${words.task.keys}
        @click=${actions.help}
      >
        <span aria-hidden="true">?</span><span class="menu-label" aria-hidden="true">${words.task.keys}</span>
      </button>
      <button class="button plain" type="button" @click=${actions.logOut}>${words.logOut}</button>
    </div>
    ${state.phase.name === "working" && !state.phase.submittable ? ownSubmit(words, actions) : nothing}
  </header>`;
}

function leaving(words: Words, actions: BarActions): TemplateResult {
  return html`<button class="button" type="button" @click=${actions.pause}>${words.task.pause}</button>
    <button class="button" type="button" @click=${actions.release}>${words.task.release}</button>
    <button class="button" type="button" @click=${actions.decline}>${words.task.decline}</button>`;
}

/** For a page whose own form has no way to submit. */
function ownSubmit(words: Words, actions: BarActions): TemplateResult {
  return html`<button class="button primary" type="button" @click=${actions.submit}>${words.task.submit}</button>`;
}

function light(view: BarView): TemplateResult | typeof nothing {
  const words = view.desk.words.task;
  const sending = view.state.phase.name === "sending";
  const unsaved = view.saveState === "saving" || view.saveState === "offline";
  if (!view.desk.connection.reachable && (sending || unsaved)) {
    return html`<span class="light offline">${icons.cloudOff}<span>${words.offline}</span></span>`;
  }
  if (sending) return busyLight(words.sending);
  if (unsaved) return busyLight(words.saving);
  if (view.saveState === "saved")
    return html`<span class="light saved">${icons.check}<span>${words.saved}</span></span>`;
  return view.justSaved
    ? html`<span class="light saved">${icons.check}<span>${words.answerSaved}</span></span>`
    : nothing;
}
