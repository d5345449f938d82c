import { html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson } from "../attributes/converters.js";
import { AnswerControl, type Problem } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { DigitKeys } from "../crowd-classifier/digit-keys.js";
import { OutsideForm, showInstructions } from "../outside-form/outside-form.js";
import { RankChange, type RankBoard, type RankMark } from "../rank-board/rank-board.js";
import { rankWords } from "../rank-board/rank-words.js";
import { columnsFor, responseStyles } from "../rank-board/response-styles.js";
import { dimensionList, unreadableReason, type Dimension } from "../ranking/dimensions.js";
import { denseRanks, isComplete, noRanks, ranksFrom, type Ranks } from "../ranking/ranks.js";
import { responseList } from "../ranking/response-list.js";
import { responseLetter } from "../ranking/shown-order.js";
import { RichText, textFormat } from "../rich-text/rich-text.js";
import { richTextStyles } from "../rich-text/rich-text-styles.js";
import { TextSource } from "../rich-text/text-source.js";
import { words } from "../words/page-words.js";
import type { KeyHint } from "../workbench/key-hint.js";

/**
 * Ranks responses in one or more dimensions. Gives `{ordinalRankingDimensions: [{name, responseRankings}]}`, where the i-th
 * number is the rank of the i-th response and ties repeat a number.
 */
export class CrowdTextRanking extends AnswerControl {
  static override readonly styles = [controlStyles, richTextStyles, responseStyles];

  readonly digitKeys = new DigitKeys(this, (index) => {
    this.board?.rankMarked(index + 1);
  });
  readonly outsideForm = new OutsideForm(this);
  readonly #prompt = new RichText();
  readonly #promptText = new TextSource(this);
  #views: readonly RichText[] = [];

  @query("truthloop-rank-board") private readonly board!: RankBoard | null;

  /** By the dimension's name, so that an attribute changed late loses nothing. */
  @state() private ranked: Readonly<Record<string, Ranks>> = {};
  @state() private mark: RankMark | undefined;

  @property() text = "";
  @property() format = "";
  @property() instructions = "";
  @property({ converter: looseJson }) responses: unknown;
  @property({ attribute: "ordinal-ranking-dimensions", converter: looseJson }) ordinalRankingDimensions: unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    showInstructions(this, this.instructions);
  }

  override focus(options?: FocusOptions): void {
    this.board?.focus(options);
  }

  /** Without a name its one key is the answer's own, as AWS's templates before the name attribute have it. */
  override get answerName(): string {
    return this.name === "" ? "ordinalRankingDimensions" : this.name;
  }

  get answer(): Json | undefined {
    const dimensions = this.#answeredDimensions;
    if (dimensions === undefined || this.name === "") return dimensions;
    return { ordinalRankingDimensions: dimensions };
  }

  get value(): Json | undefined {
    const dimensions = this.#answeredDimensions;
    return dimensions === undefined ? undefined : { ordinalRankingDimensions: dimensions };
  }

  set value(value: unknown) {
    const given: unknown = isRecord(value) ? value["ordinalRankingDimensions"] : value;
    const entries = (Array.isArray(given) ? given : []).filter(isRecord);
    this.restore(Object.fromEntries(entries.map(({ name, responseRankings }) => [name, responseRankings])) as Json);
  }

  get draftState(): Json {
    return this.ranked;
  }

  restore(draftState: Json): void {
    const given = isRecord(draftState) ? draftState : {};
    const kept = this.#dimensions.map(({ name, allowTie }) => [name, ranksFrom(given[name], this.#count, allowTie)]);
    this.ranked = Object.fromEntries(kept) as Readonly<Record<string, Ranks>>;
    this.mark = undefined;
  }

  override get keyHints(): readonly KeyHint[] {
    return [
      { keys: `1–${Math.min(this.#count, 9)}`, action: rankWords().keyRank },
      { keys: "← →", action: rankWords().keyMove },
      { keys: "Delete", action: rankWords().keyWithdraw },
    ];
  }

  protected findProblem(): Problem | undefined {
    const open = this.#count === 0 ? undefined : this.#dimensions.find(({ name }) => !isComplete(this.#ranksOf(name)));
    if (open === undefined) return undefined;
    return { flags: { valueMissing: true }, message: rankWords().rankAll(open.name) };
  }

  protected rememberDefault(): void {
    // A ranking starts with nothing ranked.
  }

  protected restoreDefault(): void {
    this.ranked = {};
    this.mark = undefined;
  }

  get #texts(): readonly string[] {
    return responseList(this.responses);
  }

  get #count(): number {
    return this.#texts.length;
  }

  get #dimensions(): readonly Dimension[] {
    return dimensionList(this.ordinalRankingDimensions);
  }

  get #answeredDimensions(): Json[] | undefined {
    const dimensions = this.#dimensions;
    const complete = dimensions.every(({ name }) => isComplete(this.#ranksOf(name)));
    if (!complete || dimensions.length === 0 || this.#count === 0) return undefined;
    return dimensions.map(({ name }) => ({ name, responseRankings: denseRanks(this.#ranksOf(name)) }));
  }

  #ranksOf(dimension: string): Ranks {
    const ranks = this.ranked[dimension];
    return ranks?.length === this.#count ? ranks : noRanks(this.#count);
  }

  get #fault(): string {
    const responses = unreadableReason(this.responses);
    if (responses !== undefined) return words().unreadable("responses", responses);
    const dimensions = unreadableReason(this.ordinalRankingDimensions);
    if (dimensions !== undefined) return words().unreadable("ordinal-ranking-dimensions", dimensions);
    if (this.#count === 0) return rankWords().missingResponses;
    return this.#dimensions.length === 0 ? rankWords().missingDimensions : "";
  }

  #onRank(event: Event): void {
    if (!(event instanceof RankChange)) return;
    this.ranked = Object.fromEntries(this.#dimensions.map(({ name }, index) => [name, event.ranks[index] ?? []]));
    this.announceChange();
  }

  #onMark(): void {
    this.mark = this.board?.mark;
  }

  #onLetter(event: Event): void {
    const response = Number((event.currentTarget as HTMLElement).dataset["response"]);
    this.mark = { dimension: this.mark?.dimension ?? this.board?.firstOpen?.dimension ?? 0, response };
  }

  protected override render(): TemplateResult {
    const order = this.#texts.map((_, index) => index);
    const fault = this.#fault;
    return html`
      <slot></slot>
      ${this.text === "" ? nothing : this.#renderPrompt()}
      <ol class="responses" style=${styleMap(columnsFor(this.#count))}>
        ${this.#texts.map((text, response) => this.#renderResponse(text, response))}
      </ol>
      <div class="bar" role="group" aria-label=${rankWords().rankBy} ?hidden=${fault !== ""}>
        <truthloop-rank-board
          .dimensions=${this.#dimensions}
          .ranks=${this.#dimensions.map(({ name }) => this.#ranksOf(name))}
          .order=${order}
          .mark=${this.mark}
          ?disabled=${this.isDisabled}
          @rank-change=${this.#onRank}
          @mark-change=${this.#onMark}
        ></truthloop-rank-board>
        <p id="complaint" class="complaint" role="alert">${this.complaint}</p>
      </div>
      <p class="complaint" role="alert">${fault}</p>
    `;
  }

  #renderPrompt(): TemplateResult {
    const text = this.#promptText.load(this.text);
    return html`<section class="prompt" aria-labelledby="prompt">
      <h2 id="prompt">${rankWords().prompt}</h2>
      ${this.#prompt.show(text, textFormat(this.format, "text"))}
    </section>`;
  }

  #renderResponse(text: string, response: number): TemplateResult {
    const marked = this.mark?.response === response;
    const letter = responseLetter(response);
    return html`<li class="response ${marked ? "marked" : ""}">
      <div class="head">
        <button
          type="button"
          class="letter"
          data-response=${response}
          aria-pressed=${marked ? "true" : "false"}
          aria-label=${rankWords().response(letter)}
          ?disabled=${this.isDisabled}
          @click=${this.#onLetter}
        >
          ${letter}
        </button>
        ${this.#dimensions.map(({ name }) => this.#renderPill(name, response))}
      </div>
      ${this.#view(response).show(text, textFormat(this.format, "text"))}
    </li>`;
  }

  #renderPill(dimension: string, response: number): TemplateResult | typeof nothing {
    const rank = denseRanks(this.#ranksOf(dimension))[response] ?? null;
    return rank === null ? nothing : html`<span class="pill">${dimension} <b>${rank}</b></span>`;
  }

  #view(response: number): RichText {
    const missing = Math.max(0, response + 1 - this.#views.length);
    this.#views = [...this.#views, ...Array.from({ length: missing }, () => new RichText())];
    return this.#views[response] ?? new RichText();
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
