/** What stands between the bar and the worker page when there is something to be told. */
import { type TemplateResult, html, nothing } from "lit";
import { icons } from "../parts/icons.js";
import type { Words } from "../words/en.js";
import type { Notice, State } from "../work/task-steps.js";

export interface NoticeView {
  readonly words: Words;
  readonly state: State;
  readonly reachable: boolean;
  readonly logOutFailed: boolean;
  /** The worker page is taking long to load. */
  readonly slow: boolean;
}

export interface NoticeActions {
  readonly dismiss: () => void;
  readonly reload: () => void;
}

export function taskNotices(view: NoticeView, actions: NoticeActions): TemplateResult {
  const { words, state } = view;
  const { name } = state.phase;
  const offline =
    name === "sending" ? words.task.sendingOffline : name === "working" ? words.task.lostConnection : null;
  return html`${view.reachable || offline === null ? nothing : line(icons.cloudOff, offline)}
  ${state.notice === null ? nothing : told(state.notice, words, actions)}
  ${view.logOutFailed ? line(icons.warning, words.signIn.unreachable) : nothing}
  ${view.slow && name === "loading" ? slowPage(words, actions) : nothing}`;
}

function line(icon: TemplateResult, text: string): TemplateResult {
  return html`<p class="notice warn">${icon}<span>${text}</span></p>`;
}

function told(notice: Notice, words: Words, actions: NoticeActions): TemplateResult {
  const beginnings = {
    refused: words.task.refused,
    "draft-refused": words.task.draftRefused,
    "page-error": words.task.pageError,
    "leaving-failed": words.task.leavingFailed,
  };
  const message = notice.message === "" ? words.signIn.unreachable : notice.message;
  return html`<p class="notice warn">
    ${icons.warning}<span>${beginnings[notice.kind]} ${message}</span>
    <button class="button plain icon-button" type="button" aria-label=${words.task.dismiss} @click=${actions.dismiss}>
      ${icons.cross}
    </button>
  </p>`;
}

function slowPage(words: Words, actions: NoticeActions): TemplateResult {
  return html`<p class="notice info">
    ${icons.info}<span>${words.task.slow}</span>
    <button class="button" type="button" @click=${actions.reload}>${words.task.reload}</button>
  </p>`;
}
