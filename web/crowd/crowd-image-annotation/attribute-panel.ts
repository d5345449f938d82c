import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { digitFor } from "../crowd-classifier/digit-keys.js";
import { controlStyles } from "../control/control-styles.js";
import { vectorWords } from "../vector-tools/vector-words.js";
import { attributePanelStyles } from "./attribute-panel-styles.js";
import { attributeValue, type ObjectAttribute } from "./object-attribute.js";

/** A worker answered a question about the object in hand; undefined took the answer away. */
export class AttributeChanged extends Event {
  static readonly type = "attribute-changed";
  readonly name: string;
  readonly value: Json | undefined;

  constructor(name: string, value: Json | undefined) {
    super(AttributeChanged.type, { bubbles: true, composed: true });
    this.name = name;
    this.value = value;
  }
}

/** One relation as the panel lists it. */
export interface RelationRow {
  readonly index: number;
  readonly text: string;
}

export class RelationRemoved extends Event {
  static readonly type = "relation-removed";
  readonly index: number;

  constructor(index: number) {
    super(RelationRemoved.type, { bubbles: true, composed: true });
    this.index = index;
  }
}

/** The questions about the object in hand, and its relations. */
export class AttributePanel extends LitElement {
  static override readonly styles = [controlStyles, attributePanelStyles];

  @property({ attribute: false }) heading = "";
  @property({ attribute: false }) questions: readonly ObjectAttribute[] = [];
  /** The question that digits answer now; empty for none. */
  @property({ attribute: false }) asked = "";
  @property({ attribute: false }) answers: Readonly<Record<string, Json>> = {};
  @property({ attribute: false }) relations: readonly RelationRow[] = [];
  @property({ attribute: false }) disabled = false;

  #change(question: ObjectAttribute, event: Event): void {
    event.stopPropagation();
    const text = (event.target as HTMLInputElement | HTMLSelectElement).value;
    this.dispatchEvent(new AttributeChanged(question.name, attributeValue(question, text)));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.questions.length === 0 && this.relations.length === 0) return nothing;
    return html`<div class="panel">
      ${this.questions.length === 0 ? nothing : html`<h3>${this.heading}</h3>`}
      ${this.questions.map((question) => this.#renderQuestion(question))}
      ${this.relations.length === 0 ? nothing : html`<h3>${vectorWords().relations}</h3>`}
      ${this.relations.map(
        ({ index, text }) => html`<div class="relation">
          <span>${text}</span>
          <button type="button" title=${vectorWords().removeRelation} aria-label="${vectorWords().removeRelation}: ${text}" ?disabled=${this.disabled}
            @click=${() => this.dispatchEvent(new RelationRemoved(index))}>×</button>
        </div>`,
      )}
    </div>`;
  }

  #renderQuestion(question: ObjectAttribute): TemplateResult {
    const answer = this.answers[question.name];
    const text = typeof answer === "string" || typeof answer === "number" ? String(answer) : "";
    const asked = question.name === this.asked;
    return html`<label class="${question.required ? "required" : ""} ${asked ? "asked" : ""}">
      <span title=${question.description === "" ? nothing : question.description}>${question.name}</span>
      ${question.choices.length > 0 ? this.#renderChoices(question, text) : this.#renderField(question, text)}
      ${asked ? renderDigits(question.choices) : nothing}
    </label>`;
  }

  #renderChoices(question: ObjectAttribute, text: string): TemplateResult {
    return html`<select ?disabled=${this.disabled} .value=${live(text)} @input=${stop} @change=${(event: Event) => {
      this.#change(question, event);
    }}>
      <option value="" ?selected=${text === ""}>${vectorWords().noValue}</option>
      ${question.choices.map((choice) => html`<option value=${choice} ?selected=${choice === text}>${choice}</option>`)}
    </select>`;
  }

  #renderField(question: ObjectAttribute, text: string): TemplateResult {
    return html`<input
      type=${question.type === "number" ? "number" : "text"}
      min=${question.minimum ?? nothing}
      max=${question.maximum ?? nothing}
      ?disabled=${this.disabled}
      .value=${live(text)}
      @input=${stop}
      @change=${(event: Event) => {
        this.#change(question, event);
      }}
    />`;
  }
}

/** Which digit stands for which choice. */
function renderDigits(choices: readonly string[]): TemplateResult {
  return html`<span class="digits" aria-hidden="true">
    ${choices.slice(0, 10).map((choice, index) => html`<span><kbd>${digitFor(index)}</kbd>${choice}</span>`)}
  </span>`;
}

function stop(event: Event): void {
  // The element around speaks for all its fields.
  event.stopPropagation();
}
