/** What stands where the worker page would be, when there is none to show. */
import { type TemplateResult, html, nothing } from "lit";
import "../parts/copy-button.js";
import { icons } from "../parts/icons.js";
import type { JsonObject } from "../wire/contract.js";
import type { Words } from "../words/en.js";
import { draftText } from "../work/draft-text.js";
import type { Ending, State } from "../work/task-steps.js";

export interface PanelActions {
  readonly goOn: () => void;
  readonly toList: (event: Event) => void;
}

/** The panel for a state; nothing while a worker page fills the place. */
export function taskPanel(
  state: State,
  words: Words,
  draft: JsonObject | null,
  actions: PanelActions,
): TemplateResult | typeof nothing {
  switch (state.phase.name) {
    case "asking":
      return waitingPanel(words.task.asking);
    case "loading":
      return waitingPanel(words.task.opening);
    case "over":
      return overPanel(state.phase.why, words, draft, actions);
    case "finished":
      return panel(icons.coffee, words.finished.title, words.finished.text, buttons(words, actions, false));
    case "stuck":
      return panel(
        icons.warning,
        words.finished.stuckTitle,
        state.phase.message === "" ? words.signIn.unreachable : state.phase.message,
        stuckButtons(words, actions),
      );
    default:
      return nothing;
  }
}

/** While there is nothing to show yet. */
export function waitingPanel(text: string): TemplateResult {
  return html`<div class="panel waiting">
    <p class="quiet" role="status"><span class="spinner" aria-hidden="true"></span> ${text}</p>
  </div>`;
}

function panel(picture: TemplateResult, title: string, text: string, rest: TemplateResult): TemplateResult {
  return html`<div class="panel">
    <section class="panel-card" aria-labelledby="panel-title">
      <span class="empty-picture">${picture}</span>
      <h2 id="panel-title" tabindex="-1">${title}</h2>
      <p class="quiet">${text}</p>
      ${rest}
    </section>
  </div>`;
}

function overPanel(why: Ending, words: Words, draft: JsonObject | null, actions: PanelActions): TemplateResult {
  const said = {
    "time-is-up": [words.over.timeTitle, why.kept ? words.over.timeKept : words.over.timeText],
    "no-longer-yours": [words.over.goneTitle, words.over.goneText],
    "answered-elsewhere": [words.over.elsewhereTitle, words.over.elsewhereText],
  }[why.kind];
  const text = draft === null || why.kept || why.kind === "answered-elsewhere" ? "" : draftText(draft);
  return panel(
    icons.clock,
    said[0] ?? "",
    said[1] ?? "",
    html`${text === "" ? nothing : written(text, words)} ${buttons(words, actions, true)}`,
  );
}

function written(text: string, words: Words): TemplateResult {
  return html`<div class="written">
    <label for="written-text">${words.over.draftLabel}</label>
    <textarea id="written-text" readonly rows="5" .value=${text}></textarea>
    <tl-copy-button .text=${text} .label=${words.over.copy} .done=${words.over.copied}></tl-copy-button>
  </div>`;
}

function buttons(words: Words, actions: PanelActions, next: boolean): TemplateResult {
  return html`<div class="row centered">
    ${next ? html`<button class="button primary" type="button" @click=${actions.goOn}>${words.over.next}</button>` : nothing}
    <a class=${next ? "button" : "button primary"} href="/portal" @click=${actions.toList}>${words.over.list}</a>
  </div>`;
}

function stuckButtons(words: Words, actions: PanelActions): TemplateResult {
  return html`<div class="row centered">
    <button class="button primary" type="button" @click=${actions.goOn}>${words.tryAgain}</button>
    <a class="button" href="/portal" @click=${actions.toList}>${words.over.list}</a>
  </div>`;
}
