import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { markColours } from "../passage/marks.js";
import { countWords } from "../passage/word-cursor.js";
import { withTag, type PairField, type QuestionLimits, type QuestionPair } from "./question-pairs.js";
import { questionWords } from "./question-words.js";

/** One pair as shown, and what happens to it. */
export interface QuestionCard {
  readonly pair: QuestionPair;
  readonly index: number;
  readonly active: boolean;
  readonly disabled: boolean;
  readonly language: string;
  readonly limits: QuestionLimits;
  readonly tags: readonly string[];
  readonly ownTags: boolean;
  readonly passage: string;
  readonly complaints: Readonly<Record<PairField, string>>;
  readonly change: (pair: QuestionPair) => void;
  readonly activate: () => void;
  readonly remove: (() => void) | undefined;
}

export function renderQuestionCard(card: QuestionCard): TemplateResult {
  const { index } = card;
  const colours = { "--mark": `var(--mark-${index % markColours})`, "--mark-line": `var(--mark-line-${index % markColours})` };
  return html`<li
    class="card ${card.active ? "active" : ""}"
    style=${styleMap(colours)}
    @focusin=${card.activate}
    @pointerdown=${card.activate}
  >
    <div class="head">
      <label class="number" for="question-${index}">${questionWords().question(index + 1)}</label>
      ${card.remove === undefined
        ? nothing
        : html`<button
            type="button"
            class="quiet"
            aria-label=${questionWords().removeQuestion(index + 1)}
            title=${questionWords().removeQuestion(index + 1)}
            ?disabled=${card.disabled}
            @click=${card.remove}
          >
            ×
          </button>`}
    </div>
    ${renderField(card, "question")}
    <label class="label" for="answer-${index}">${questionWords().answer}</label>
    ${renderField(card, "answer")} ${renderTags(card)} ${renderReferences(card)}
  </li>`;
}

function renderField(card: QuestionCard, field: PairField): TemplateResult {
  const { index, pair } = card;
  const id = `${field}-${index}`;
  const complaint = card.complaints[field];
  const onInput = (event: Event): void => {
    card.change({ ...pair, [field]: (event.target as HTMLTextAreaElement).value });
  };
  return html`<textarea
      id=${id}
      rows="2"
      .value=${live(pair[field])}
      aria-describedby="${id}-count ${id}-complaint"
      aria-invalid=${complaint === "" ? "false" : "true"}
      ?disabled=${card.disabled}
      @input=${onInput}
    ></textarea>
    <div class="below">
      <p id="${id}-complaint" class="complaint" role="alert">${complaint}</p>
      <span id="${id}-count" class="count">
        ${questionWords().words(countWords(pair[field], card.language), card.limits[field].max)}
      </span>
    </div>`;
}

function renderTags(card: QuestionCard): TemplateResult | typeof nothing {
  const { pair, tags } = card;
  if (tags.length === 0 && !card.ownTags) return nothing;
  const own = pair.tags.filter((tag) => !tags.includes(tag));
  const toggle = (tag: string): (() => void) => () => {
    card.change(withTag(pair, tag, !pair.tags.includes(tag)));
  };
  return html`<div class="tags" role="group" aria-label=${questionWords().tags}>
    ${tags.map(
      (tag) => html`<button
        type="button"
        class="tag"
        aria-pressed=${pair.tags.includes(tag) ? "true" : "false"}
        ?disabled=${card.disabled}
        @click=${toggle(tag)}
      >
        ${tag}
      </button>`,
    )}
    ${own.map(
      (tag) => html`<button
        type="button"
        class="tag"
        aria-pressed="true"
        aria-label=${questionWords().removeTag(tag)}
        ?disabled=${card.disabled}
        @click=${toggle(tag)}
      >
        ${tag} ×
      </button>`,
    )}
    ${card.ownTags ? renderOwnTag(card) : nothing}
  </div>`;
}

function renderOwnTag(card: QuestionCard): TemplateResult {
  const add = (field: HTMLInputElement): void => {
    const tag = field.value.trim();
    field.value = "";
    if (tag !== "") card.change(withTag(card.pair, tag, true));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    add(event.target as HTMLInputElement);
  };
  // What stands in the field when the worker goes on is meant as a tag: it would be lost otherwise.
  const onLeave = (event: Event): void => {
    add(event.target as HTMLInputElement);
  };
  return html`<input
    class="own"
    type="text"
    placeholder=${questionWords().addTag}
    aria-label=${questionWords().ownTag}
    ?disabled=${card.disabled}
    @keydown=${onKey}
    @keypress=${stop}
    @blur=${onLeave}
    @input=${stop}
    @change=${stop}
  />`;
}

function stop(event: Event): void {
  event.stopPropagation();
}

function renderReferences(card: QuestionCard): TemplateResult {
  const { pair, passage } = card;
  const remove = (at: number): (() => void) => () => {
    card.change({ ...pair, references: pair.references.filter((_, index) => index !== at) });
  };
  return html`<div class="references">
    <span class="label">${questionWords().references}</span>
    ${pair.references.length === 0 ? html`<span class="whole">${questionWords().wholePassage}</span>` : nothing}
    ${pair.references.map(
      ({ start, end }, at) => html`<span class="reference">
        <q>${passage.slice(start, end)}</q>
        <button
          type="button"
          class="quiet"
          aria-label=${`${questionWords().removeReference}: ${passage.slice(start, end)}`}
          title=${questionWords().removeReference}
          ?disabled=${card.disabled}
          @click=${remove(at)}
        >
          ×
        </button>
      </span>`,
    )}
  </div>`;
}
