import { html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { controlStyles } from "../control/control-styles.js";
import { DigitKeys } from "../crowd-classifier/digit-keys.js";
import { markStyles, showMarks, type Mark } from "../passage/marks.js";
import { SpanPicker } from "../passage/span-picker.js";
import { RankChange, type RankBoard, type RankMark } from "../rank-board/rank-board.js";
import { rankWords } from "../rank-board/rank-words.js";
import { columnsFor, responseStyles } from "../rank-board/response-styles.js";
import { denseRanks } from "../ranking/ranks.js";
import { responseLetter } from "../ranking/shown-order.js";
import { RichText } from "../rich-text/rich-text.js";
import { richTextStyles } from "../rich-text/rich-text-styles.js";
import { textDiff } from "../rich-text/text-diff.js";
import { localization } from "../words/page-words.js";
import type { KeyHint } from "../workbench/key-hint.js";
import { ComparisonControl } from "./comparison-control.js";
import { turnsOf } from "./comparison-setup.js";
import { missingPart, ranksIn, ratingsOn, type ComparisonSetup } from "./comparison-state.js";
import { comparisonStyles } from "./comparison-styles.js";
import { comparisonWords } from "./comparison-words.js";
import { conversationStyles } from "./conversation-styles.js";
import { ConversationView } from "./conversation-view.js";
import { DiffView } from "./diff-view.js";
import { judgementStyles } from "./judgement-styles.js";
import { renderPreference, renderRatings } from "./judgement-views.js";
import { remarkStyles } from "./remark-styles.js";
import { renderCommentField, renderComments, renderDemonstration, renderWriteButton } from "./remark-views.js";

/**
 * Compares a model's responses: a preference between two or a ranking of many, ratings, comments on stretches of them, and a
 * better answer. Ours; its answer holds crowd-text-ranking's `ordinalRankingDimensions` and more beside it.
 */
export class CrowdResponseComparison extends ComparisonControl {
  static override readonly styles = [controlStyles, richTextStyles, markStyles, responseStyles, conversationStyles, judgementStyles, remarkStyles, comparisonStyles];

  readonly digitKeys = new DigitKeys(this, (index) => {
    this.#onDigit(index);
  });
  readonly #conversation = new ConversationView();
  readonly #diff = new DiffView(this, () => this.setup);
  readonly #views = new Map<number, RichText>();
  readonly #picker = new SpanPicker(this, () => Array.from(this.#views.values()), localization.language);
  #focusOn = "";

  @query("truthloop-rank-board") private readonly board!: RankBoard | null;

  @state() private mark: RankMark | undefined;
  @state() private said = "";

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    showMarks(this, []);
  }

  protected override updated(): void {
    super.updated();
    this.#showMarks();
    if (this.#focusOn === "") return;
    this.renderRoot.querySelector<HTMLElement>(this.#focusOn)?.focus();
    this.#focusOn = "";
  }

  override focus(options?: FocusOptions): void {
    const missing = missingPart(this.state, this.setup);
    const judged = this.setup.scales.every(({ name }) => name !== missing);
    const ranked = missing === undefined && this.lacksDemonstration;
    if (judged && !ranked && !this.setup.pairwise) this.board?.focus(options);
    else this.renderRoot.querySelector<HTMLElement>(this.#missingSelector(missing))?.focus(options);
  }

  #missingSelector(missing: string | undefined): string {
    const { scales, order, responses } = this.setup;
    const scale = scales.findIndex(({ name }) => name === missing);
    const ratings = ratingsOn(this.state, missing ?? "", responses.length);
    if (scale >= 0) return `input[name="rating-${order.find((response) => ratings[response] === null) ?? 0}-${scale}"]`;
    return missing === undefined && this.lacksDemonstration ? ".write, #demonstration" : ".preference input";
  }

  override get keyHints(): readonly KeyHint[] {
    const setup = this.setup;
    const judging = setup.pairwise
      ? [{ keys: `1–${this.choices.length}`, action: comparisonWords().keyPrefer }]
      : [
          { keys: `1–${Math.min(setup.responses.length, 9)}`, action: rankWords().keyRank },
          { keys: "← →", action: rankWords().keyMove },
          { keys: "Delete", action: rankWords().keyWithdraw },
        ];
    return [
      ...judging,
      { keys: "D", action: comparisonWords().keyDiff },
      { keys: "← →", action: comparisonWords().keyWords },
      { keys: "Enter", action: comparisonWords().keyComment },
    ];
  }

  #onDigit(index: number): void {
    if (this.isDisabled) return;
    const choice = this.choices[index];
    if (!this.setup.pairwise) this.board?.rankMarked(index + 1);
    else if (choice !== undefined) this.change({ preference: choice });
  }

  #onRank(event: Event): void {
    if (!(event instanceof RankChange)) return;
    const { dimensions } = this.setup;
    this.change({ ranks: Object.fromEntries(dimensions.map(({ name }, index) => [name, event.ranks[index] ?? []])) });
  }

  #onMark(): void {
    this.mark = this.board?.mark;
  }

  #onBodyKey(event: KeyboardEvent): void {
    const response = Number((event.currentTarget as HTMLElement).dataset["response"]);
    const text = this.#views.get(response);
    if (text === undefined || this.allowComments === "false" || this.#picker.onKey(event, text)) return;
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || this.#picker.picked === undefined) return;
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>("#comment")?.focus();
  }

  #addComment(response: number, comment: string): void {
    const { picked } = this.#picker;
    if (picked === undefined) return;
    const added = { response, start: picked.start, end: picked.end, comment };
    this.said = comparisonWords().commented(this.#letter(response));
    this.#picker.clear();
    this.#focusOn = `.body[data-response="${response}"]`;
    this.change({ comments: [...this.state.comments, added] });
  }

  #letter(response: number): string {
    return responseLetter(this.setup.order.indexOf(response));
  }

  #beginDemonstration(basedOn: number | null): void {
    const text = basedOn === null ? "" : (this.setup.responses[basedOn] ?? "");
    this.#focusOn = "#demonstration";
    this.discarded = this.state.demonstration;
    this.change({ demonstration: { text, basedOn } });
  }

  #discard(): void {
    this.discarded = this.state.demonstration;
    this.#focusOn = this.discarded?.text.trim() === "" ? ".write" : "#undo";
    this.change({ demonstration: null });
  }

  #undoDiscard(): void {
    const demonstration = this.discarded;
    this.discarded = null;
    this.#focusOn = "#demonstration";
    this.change({ demonstration });
  }

  #showMarks(): void {
    const marks = this.state.comments.flatMap(({ response, start, end }, kind) => this.#markIn(this.#views.get(response), kind, start, end));
    const { picked } = this.#picker;
    showMarks(this, picked === undefined ? marks : [...marks, ...this.#markIn(picked.text, "pending", picked.start, picked.end)]);
  }

  #markIn(text: RichText | undefined, kind: Mark["kind"], start: number, end: number): Mark[] {
    const range = text?.rangeOf(start, end);
    return range === undefined ? [] : [{ kind, range }];
  }

  protected override render(): TemplateResult {
    const setup = this.setup;
    const fault = this.fault;
    if (fault !== "") return html`<slot></slot><p class="complaint" role="alert">${fault}</p>`;
    return html`
      <slot></slot>
      ${this.#conversation.render(turnsOf(this.prompt), this.shownFormat)}
      ${this.#diff.renderToolbar(this.allowComments === "false" ? "" : comparisonWords().selectHint)}
      ${this.#diff.shown
        ? this.#diff.render()
        : html`<ol class="responses" style=${styleMap(columnsFor(setup.responses.length))}>
            ${setup.order.map((response) => this.#renderResponse(response, setup))}
          </ol>`}
      ${this.#renderDemonstration(setup)}
      <div class="foot">
        ${this.#renderRemark()}
        <div class="bar" role="group" aria-label=${rankWords().rankBy}>
          ${setup.pairwise ? this.#renderPreference(setup) : this.#renderBoard(setup)}
          <p class="complaint" role="alert">${this.complaint}</p>
        </div>
      </div>
      <p class="sr-only" role="status">${this.said}</p>
    `;
  }

  #renderBoard(setup: ComparisonSetup): TemplateResult {
    return html`<truthloop-rank-board
      .dimensions=${setup.dimensions}
      .ranks=${setup.dimensions.map(({ name }) => ranksIn(this.state, name, setup.responses.length))}
      .order=${setup.order}
      .mark=${this.mark}
      ?disabled=${this.isDisabled}
      @rank-change=${this.#onRank}
      @mark-change=${this.#onMark}
    ></truthloop-rank-board>`;
  }

  #renderPreference(setup: ComparisonSetup): TemplateResult {
    const choices = this.choices;
    return renderPreference({
      letters: [this.#letter(setup.order[0] ?? 0), this.#letter(setup.order[1] ?? 1)],
      levels: Math.max(...choices),
      allowTie: choices.includes(0),
      preference: this.state.preference,
      disabled: this.isDisabled,
      choose: (preference) => {
        this.change({ preference });
      },
    });
  }

  #renderResponse(response: number, setup: ComparisonSetup): TemplateResult {
    const letter = this.#letter(response);
    const text = this.#view(response);
    const source = setup.responses[response] ?? "";
    const marked = this.mark?.response === response;
    return html`<li class="response ${marked ? "marked" : ""}" aria-label=${rankWords().response(letter)}>
      <div class="head">
        <span class="letter" aria-hidden="true">${letter}</span>
        ${setup.pairwise ? nothing : setup.dimensions.map(({ name }) => this.#renderPill(name, response))}
        ${this.demonstration === "none" ? nothing : this.#renderEdit(response)}
      </div>
      <div
        class="body"
        role="group"
        tabindex="0"
        data-response=${response}
        aria-label=${rankWords().response(letter)}
        @keydown=${this.#onBodyKey}
      >
        ${text.show(source, this.shownFormat)}
      </div>
      ${renderComments(
        this.state.comments.map((comment, number) => ({ comment, number })).filter(({ comment }) => comment.response === response),
        source,
        this.isDisabled ? undefined : (number) => { this.change({ comments: this.state.comments.filter((_, index) => index !== number) }); },
      )}
      ${this.#renderRatings(response, letter, setup)}
    </li>`;
  }

  #renderEdit(response: number): TemplateResult {
    const edit = (): void => {
      this.#beginDemonstration(response);
    };
    return html`<button type="button" class="link" ?disabled=${this.isDisabled} @click=${edit}>${comparisonWords().editThis}</button>`;
  }

  #renderPill(dimension: string, response: number): TemplateResult | typeof nothing {
    const rank = denseRanks(ranksIn(this.state, dimension, this.setup.responses.length))[response] ?? null;
    return rank === null ? nothing : html`<span class="pill">${dimension} <b>${rank}</b></span>`;
  }

  #renderRatings(response: number, letter: string, setup: ComparisonSetup): TemplateResult | typeof nothing {
    const count = setup.responses.length;
    return renderRatings({
      letter,
      response,
      scales: setup.scales,
      ratingOf: (scale) => ratingsOn(this.state, scale.name, count)[response] ?? null,
      disabled: this.isDisabled,
      rate: (scale, rating) => {
        const ratings = ratingsOn(this.state, scale.name, count).map((each, index) => (index === response ? rating : each));
        this.change({ ratings: { ...this.state.ratings, [scale.name]: ratings } });
      },
    });
  }

  #renderRemark(): TemplateResult | typeof nothing {
    const { picked } = this.#picker;
    if (picked === undefined || this.isDisabled || this.allowComments === "false" || this.#diff.shown) return nothing;
    const response = Array.from(this.#views).find(([, text]) => text === picked.text)?.[0] ?? 0;
    return html`<div class="floating">
      ${renderCommentField({
        letter: this.#letter(response),
        quote: picked.text.source.slice(picked.start, picked.end),
        add: (comment) => {
          this.#addComment(response, comment);
        },
      })}
    </div>`;
  }

  #renderDemonstration(setup: ComparisonSetup): TemplateResult | typeof nothing {
    if (this.demonstration === "none") return nothing;
    const written = this.state.demonstration;
    if (written === null) {
      return renderWriteButton({
        discarded: (this.discarded?.text ?? "").trim() !== "",
        disabled: this.isDisabled,
        begin: () => {
          this.#beginDemonstration(null);
        },
        undo: () => {
          this.#undoDiscard();
        },
      });
    }
    const base = written.basedOn === null ? undefined : setup.responses[written.basedOn];
    return renderDemonstration({
      text: written.text,
      basedOnLetter: written.basedOn === null ? undefined : this.#letter(written.basedOn),
      changes: base === undefined || base === written.text ? undefined : textDiff(base, written.text, localization.language),
      disabled: this.isDisabled,
      complaint: this.complaint === comparisonWords().missingDemonstration ? this.complaint : "",
      change: (text) => {
        this.change({ demonstration: { ...written, text } });
      },
      discard: () => {
        this.#discard();
      },
    });
  }

  #view(response: number): RichText {
    const view = this.#views.get(response) ?? new RichText();
    this.#views.set(response, view);
    return view;
  }
}
