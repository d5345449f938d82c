import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson, optionalNumber } from "../attributes/converters.js";
import { AnswerControl, type Problem } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { OutsideForm, showInstructions } from "../outside-form/outside-form.js";
import { markStyles, showMarks, type Mark } from "../passage/marks.js";
import { SpanPicker } from "../passage/span-picker.js";
import { unreadableReason } from "../ranking/dimensions.js";
import { RichText } from "../rich-text/rich-text.js";
import { richTextStyles } from "../rich-text/rich-text-styles.js";
import { TextSource } from "../rich-text/text-source.js";
import { localization, words } from "../words/page-words.js";
import type { KeyHint } from "../workbench/key-hint.js";
import { AddKey } from "./add-key.js";
import { renderQuestionCard } from "./question-card.js";
import {
  emptyPair,
  firstFault,
  isEmpty,
  pairsAsAnswer,
  pairsAsDraft,
  pairsFrom,
  pairsFromDraft,
  tagList,
  withReference,
  type PairFault,
  type PairField,
  type QuestionLimits,
  type QuestionPair,
} from "./question-pairs.js";
import { questionStyles } from "./question-styles.js";
import { faultMessage } from "./question-fault.js";
import { questionWords } from "./question-words.js";

/**
 * Writes questions and answers about a passage, each with tags and with the stretches of the passage it refers to. Gives
 * `{questionAnswerPairs: [{question, answer, questionTags, textReferences: [{startOffset, endOffset, text}]}]}`.
 */
export class CrowdQuestionAnswerGeneration extends AnswerControl {
  static override readonly styles = [controlStyles, richTextStyles, markStyles, questionStyles];

  readonly outsideForm = new OutsideForm(this);
  readonly addKey = new AddKey(this, () => {
    this.#add();
  });
  readonly #passage = new RichText();
  readonly #passageText = new TextSource(this);
  readonly #picker = new SpanPicker(this, () => [this.#passage], localization.language);
  #focusField = "";

  @state() private written: readonly QuestionPair[] = [];
  @state() private active = 0;
  @state() private removed: { readonly pair: QuestionPair; readonly at: number } | undefined;
  @state() private said = "";

  @property() text = "";
  @property() instructions = "";
  @property({ attribute: "min-questions", converter: optionalNumber }) minQuestions: number | undefined;
  @property({ attribute: "max-questions", converter: optionalNumber }) maxQuestions: number | undefined;
  @property({ attribute: "question-min-words", converter: optionalNumber }) questionMinWords: number | undefined;
  @property({ attribute: "question-max-words", converter: optionalNumber }) questionMaxWords: number | undefined;
  @property({ attribute: "answer-min-words", converter: optionalNumber }) answerMinWords: number | undefined;
  @property({ attribute: "answer-max-words", converter: optionalNumber }) answerMaxWords: number | undefined;
  @property({ attribute: "question-tags", converter: looseJson }) questionTags: unknown;
  @property({ attribute: "allow-custom-question-tags" }) allowCustomQuestionTags = "false";
  /** What AWS's sample template calls the same. */
  @property({ attribute: "allow-custom-tags" }) allowCustomTags = "false";

  override connectedCallback(): void {
    super.connectedCallback();
    showInstructions(this, this.instructions);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    showMarks(this, []);
  }

  protected override updated(): void {
    super.updated();
    this.#showMarks();
    if (this.#focusField === "") return;
    this.renderRoot.querySelector<HTMLElement>(`#${this.#focusField}`)?.focus();
    this.#focusField = "";
  }

  override focus(options?: FocusOptions): void {
    const fault = this.#fault;
    const field = fault !== undefined && "field" in fault ? `#${fault.field}-${fault.pair}` : "";
    const empty = this.#pairs.findIndex(isEmpty);
    const found = this.renderRoot.querySelector<HTMLElement>(field === "" ? `#question-${Math.max(empty, 0)}` : field);
    found?.focus(options);
  }

  override get answerName(): string {
    return this.name === "" ? "questionAnswerPairs" : this.name;
  }

  get answer(): Json | undefined {
    const pairs = pairsAsAnswer(this.written, this.#passage.source);
    return this.name === "" ? pairs : { questionAnswerPairs: pairs };
  }

  get value(): Json {
    return { questionAnswerPairs: pairsAsAnswer(this.written, this.#passage.source) };
  }

  set value(value: unknown) {
    const given: unknown =
      typeof value === "object" && value !== null && "questionAnswerPairs" in value ? value.questionAnswerPairs : value;
    this.written = pairsFrom(given, this.#passageText.load(this.text));
  }

  get draftState(): Json {
    return pairsAsDraft(this.written);
  }

  restore(draftState: Json): void {
    this.written = pairsFromDraft(draftState);
    this.removed = undefined;
  }

  override get keyHints(): readonly KeyHint[] {
    return [
      { keys: "N", action: questionWords().keyAdd },
      { keys: "← →", action: questionWords().keyWords },
      { keys: "Enter", action: questionWords().keyRefer },
    ];
  }

  protected findProblem(): Problem | undefined {
    const fault = this.#fault;
    return fault === undefined ? undefined : { flags: { customError: true }, message: faultMessage(fault) };
  }

  protected rememberDefault(): void {
    // Nothing is written at first.
  }

  protected restoreDefault(): void {
    this.restore([]);
  }

  get #limits(): QuestionLimits {
    return {
      minQuestions: this.minQuestions ?? 1,
      maxQuestions: this.maxQuestions,
      question: { min: this.questionMinWords ?? 1, max: this.questionMaxWords },
      answer: { min: this.answerMinWords ?? 1, max: this.answerMaxWords },
    };
  }

  get #fault(): PairFault | undefined {
    return this.text === "" ? undefined : firstFault(this.written, this.#limits, localization.language);
  }

  /** What is shown: what was written, filled up with empty pairs to as many as are asked for. */
  get #pairs(): readonly QuestionPair[] {
    const missing = Math.max(0, Math.max(1, this.#limits.minQuestions) - this.written.length);
    return [...this.written, ...Array.from({ length: missing }, () => emptyPair)];
  }

  get #canAdd(): boolean {
    return !this.isDisabled && this.#pairs.length < (this.maxQuestions ?? Infinity);
  }

  #change(index: number, pair: QuestionPair): void {
    this.written = this.#pairs.map((each, at) => (at === index ? pair : each));
    this.removed = undefined;
    this.announceChange();
  }

  #add(): void {
    if (!this.#canAdd) return;
    this.written = [...this.#pairs, emptyPair];
    this.active = this.written.length - 1;
    this.#focusField = `question-${this.active}`;
    this.announceChange();
  }

  #remove(index: number): void {
    const pair = this.#pairs[index] ?? emptyPair;
    this.written = this.#pairs.filter((_, at) => at !== index);
    this.removed = isEmpty(pair) ? undefined : { pair, at: index };
    this.active = Math.min(this.active, this.#pairs.length - 1);
    this.#focusField = this.removed === undefined ? `question-${this.active}` : "undo";
    this.announceChange();
  }

  #undo(): void {
    if (this.removed === undefined) return;
    const { pair, at } = this.removed;
    this.written = [...this.written.slice(0, at), pair, ...this.written.slice(at)];
    this.removed = undefined;
    this.active = at;
    this.#focusField = `question-${at}`;
    this.announceChange();
  }

  #refer(): void {
    const { picked } = this.#picker;
    const pair = this.#pairs[this.active];
    if (picked === undefined || pair === undefined || this.isDisabled) return;
    this.said = questionWords().referred(this.active + 1);
    this.#picker.clear();
    this.#change(this.active, withReference(pair, picked));
  }

  #onPassageKey(event: KeyboardEvent): void {
    if (this.#picker.onKey(event, this.#passage) || event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#refer();
  }

  #showMarks(): void {
    const marks = this.#pairs.flatMap((pair, kind) =>
      pair.references.flatMap(({ start, end }): Mark[] => this.#mark(kind, start, end)),
    );
    const { picked } = this.#picker;
    showMarks(this, picked === undefined ? marks : [...marks, ...this.#mark("pending", picked.start, picked.end)]);
  }

  #mark(kind: Mark["kind"], start: number, end: number): Mark[] {
    const range = this.#passage.rangeOf(start, end);
    return range === undefined ? [] : [{ kind, range }];
  }

  /** What is wrong beyond single fields, and what the template lacks. */
  get #notice(): string {
    const unreadable = unreadableReason(this.questionTags);
    if (unreadable !== undefined) return words().unreadable("question-tags", unreadable);
    if (this.text === "") return questionWords().missingText;
    const fault = this.#fault;
    return this.complaining && fault !== undefined && !("field" in fault) ? faultMessage(fault) : "";
  }

  #complaints(index: number): Readonly<Record<PairField, string>> {
    const fault = this.#fault;
    const here = this.complaining && fault !== undefined && "field" in fault && fault.pair === index ? fault : undefined;
    const of = (field: PairField): string => (here?.field === field ? faultMessage(here) : "");
    return { question: of("question"), answer: of("answer") };
  }

  protected override render(): TemplateResult {
    const element = this.#passage.show(this.#passageText.load(this.text), "text");
    return html`
      <slot></slot>
      <div class="work">
        <div class="side">
          <div
            class="passage"
            role="group"
            tabindex="0"
            aria-label=${questionWords().passage}
            aria-description=${questionWords().passageKeys}
            @keydown=${this.#onPassageKey}
          >
            ${element}
          </div>
          ${this.#renderUse()}
        </div>
        <div>
          <ol class="cards">
            ${this.#pairs.map((pair, index) => this.#renderCard(pair, index))}
          </ol>
          <div class="after">
            <button type="button" class="action" ?disabled=${!this.#canAdd} @click=${this.#add}>
              ${questionWords().addQuestion}
            </button>
            ${this.removed === undefined ? nothing : this.#renderUndo()}
          </div>
          <p class="complaint" role="alert">${this.#notice}</p>
          <p class="sr-only" role="status">${this.said}</p>
        </div>
      </div>
    `;
  }

  #renderUndo(): TemplateResult {
    return html`<p role="status">${questionWords().removed}</p>
      <button id="undo" type="button" class="action" @click=${this.#undo}>${questionWords().undo}</button>`;
  }

  #renderUse(): TemplateResult {
    const { picked } = this.#picker;
    const number = this.active + 1;
    if (picked === undefined) return html`<div class="use"><span>${questionWords().selectHint(number)}</span></div>`;
    const quote = this.#passage.source.slice(picked.start, picked.end);
    return html`<div class="use">
      <q>${quote}</q>
      <button type="button" class="action" ?disabled=${this.isDisabled} @pointerdown=${keepSelection} @click=${this.#refer}>
        ${questionWords().refer(number)}
      </button>
    </div>`;
  }

  #renderCard(pair: QuestionPair, index: number): TemplateResult {
    return renderQuestionCard({
      pair,
      index,
      active: index === this.active,
      disabled: this.isDisabled,
      language: localization.language,
      limits: this.#limits,
      tags: tagList(this.questionTags),
      ownTags: this.allowCustomQuestionTags === "true" || this.allowCustomTags === "true",
      passage: this.#passage.source,
      complaints: this.#complaints(index),
      change: (changed) => {
        this.#change(index, changed);
      },
      activate: () => {
        this.active = index;
      },
      remove: this.#pairs.length > Math.max(1, this.#limits.minQuestions) ? () => { this.#remove(index); } : undefined,
    });
  }
}

/** A press on the button must not end the selection it is about. */
function keepSelection(event: Event): void {
  event.preventDefault();
}
