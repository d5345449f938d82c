import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { controlStyles } from "../control/control-styles.js";
import type { Dimension } from "../ranking/dimensions.js";
import { nextUnranked, place, step, withdraw, type Ranks } from "../ranking/ranks.js";
import { responseLetter } from "../ranking/shown-order.js";
import { ChipDrag, type DragTarget } from "./chip-drag.js";
import { rankBoardStyles } from "./rank-board-styles.js";
import { rankWords } from "./rank-words.js";

/** One response in one dimension: what the next key or tap ranks. */
export interface RankMark {
  readonly dimension: number;
  readonly response: number;
}

/** Sent when the worker has ranked; `ranks` holds all dimensions. */
export class RankChange extends Event {
  static readonly type = "rank-change";
  readonly ranks: readonly Ranks[];

  constructor(ranks: readonly Ranks[]) {
    super(RankChange.type);
    this.ranks = ranks;
  }
}

/**
 * Letters to put into places, once for each dimension: by drag, by tap on a letter and then on a place, by number keys and by
 * arrows. Places never move, so that nothing on the board jumps.
 */
export class RankBoard extends LitElement implements DragTarget {
  static override readonly styles = [controlStyles, rankBoardStyles];

  readonly #drag = new ChipDrag(this, this);
  #refocus: RankMark | undefined;

  @property({ attribute: false }) dimensions: readonly Dimension[] = [];
  @property({ attribute: false }) ranks: readonly Ranks[] = [];
  /** Places in the input by the order they are shown in. */
  @property({ attribute: false }) order: readonly number[] = [];
  @property({ attribute: false }) mark: RankMark | undefined;
  @property({ type: Boolean }) disabled = false;

  @state() private said = "";

  protected override updated(): void {
    if (this.#refocus === undefined) return;
    const { dimension, response } = this.#refocus;
    this.#refocus = undefined;
    this.#chip(dimension, response)?.focus({ preventScroll: true });
  }

  override focus(options?: FocusOptions): void {
    const open = this.dimensions.findIndex((_, index) => this.ranks[index]?.includes(null));
    const dimension = Math.max(open, 0);
    const response = this.#nextIn(dimension, -1) ?? this.order[0] ?? 0;
    this.#chip(dimension, response)?.focus(options);
  }

  /** Ranks the marked response, as a number key does, and marks the next one without a rank. */
  rankMarked(rank: number): void {
    const mark = this.#current;
    if (mark === undefined || this.disabled || rank > this.order.length) return;
    this.#place(mark, rank);
    const next = this.#after(mark);
    this.#setMark(next);
    // Whoever works from the letters goes on there; elsewhere the focus stays.
    if (this.matches(":focus-within")) this.#refocus = next;
  }

  /** The first response without a rank, in the first dimension that has one. */
  get firstOpen(): RankMark | undefined {
    for (const dimension of this.dimensions.keys()) {
      const response = this.#nextIn(dimension, -1);
      if (response !== undefined) return { dimension, response };
    }
    return undefined;
  }

  /** What the next key or tap ranks. */
  get #current(): RankMark | undefined {
    return this.mark ?? this.firstOpen;
  }

  placeAt(x: number, y: number): HTMLElement | undefined {
    const root = this.renderRoot as ShadowRoot;
    const found = root.elementsFromPoint(x, y).find((element) => element.matches("[data-rank]"));
    return found instanceof HTMLElement ? found : undefined;
  }

  drop(chip: HTMLElement, where: HTMLElement): void {
    const mark = markOf(chip);
    if (Number(where.dataset["dimension"]) !== mark.dimension) return;
    this.#place(mark, Number(where.dataset["rank"]));
    this.#setMark(mark);
  }

  tap(chip: HTMLElement): void {
    chip.focus({ preventScroll: true });
    this.#setMark(markOf(chip));
  }

  /** Rank 0 takes the rank away. */
  #place(mark: RankMark, rank: number): void {
    const [ranks, dimension] = [this.ranks[mark.dimension], this.dimensions[mark.dimension]];
    if (ranks === undefined || dimension === undefined || this.disabled) return;
    this.#change(mark, rank === 0 ? withdraw(ranks, mark.response) : place(ranks, mark.response, rank, dimension.allowTie));
  }

  #change(mark: RankMark, changed: Ranks): void {
    const dimension = this.dimensions[mark.dimension];
    if (dimension === undefined || changed === this.ranks[mark.dimension]) return;
    this.ranks = this.ranks.map((ranks, index) => (index === mark.dimension ? changed : ranks));
    const rank = changed[mark.response] ?? null;
    const shared = changed.filter((each) => each === rank).length;
    const letter = this.#letter(mark.response);
    this.said =
      rank === null
        ? rankWords().withdrawn(letter, dimension.name)
        : rankWords().ranked(letter, dimension.name, rank, changed.length, shared);
    this.dispatchEvent(new RankChange(this.ranks));
  }

  #after(mark: RankMark): RankMark {
    const response = this.#nextIn(mark.dimension, this.order.indexOf(mark.response));
    return response === undefined ? (this.firstOpen ?? mark) : { dimension: mark.dimension, response };
  }

  /** The next response without a rank in the shown order, after a place in it. */
  #nextIn(dimension: number, after: number): number | undefined {
    const ranks = this.ranks[dimension] ?? [];
    const shown = nextUnranked(this.order.map((response) => ranks[response] ?? null), after);
    return shown === undefined ? undefined : this.order[shown];
  }

  #setMark(mark: RankMark): void {
    this.mark = mark;
    this.dispatchEvent(new Event("mark-change"));
  }

  #letter(response: number): string {
    return responseLetter(this.order.indexOf(response));
  }

  #chip(dimension: number, response: number): HTMLElement | null {
    return this.renderRoot.querySelector(`.chip[data-dimension="${dimension}"][data-response="${response}"]`);
  }

  #onKey(event: KeyboardEvent): void {
    const chip = event.currentTarget as HTMLElement;
    const mark = markOf(chip);
    const [ranks, dimension] = [this.ranks[mark.dimension], this.dimensions[mark.dimension]];
    if (ranks === undefined || dimension === undefined || this.disabled || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    const takesAway = event.key === "Delete" || event.key === "Backspace";
    if (by === undefined && !takesAway) return;
    event.preventDefault();
    this.#change(mark, by === undefined ? withdraw(ranks, mark.response) : step(ranks, mark.response, by, dimension.allowTie));
    this.#setMark(mark);
    this.#refocus = mark;
  }

  #onFocus(event: FocusEvent): void {
    this.#setMark(markOf(event.currentTarget as HTMLElement));
  }

  /** A tap on a place puts the marked letter there: dragging has an alternative for every hand. */
  #onPlaceClick(event: MouseEvent): void {
    const where = event.currentTarget as HTMLElement;
    const dimension = Number(where.dataset["dimension"]);
    const fromChip = event.composedPath().some((target) => target instanceof Element && target.matches(".chip"));
    const mark = this.#current;
    if (fromChip || mark?.dimension !== dimension) return;
    this.#place(mark, Number(where.dataset["rank"]));
    this.#setMark(this.#after(mark));
  }

  #onTab(event: Event): void {
    const dimension = Number((event.currentTarget as HTMLElement).dataset["dimension"]);
    this.#setMark({ dimension, response: this.#nextIn(dimension, -1) ?? this.order[0] ?? 0 });
  }

  protected override render(): TemplateResult {
    return html`
      ${this.dimensions.length > 1 ? this.#renderTabs() : nothing}
      <div class="boards">${this.dimensions.map((dimension, index) => this.#renderDimension(dimension, index))}</div>
      <p class="sr-only" role="status">${this.said}</p>
    `;
  }

  /** Where there is little room one dimension shows at a time. */
  #renderTabs(): TemplateResult {
    return html`<div class="tabs" role="group" aria-label=${rankWords().rankBy}>
      ${this.dimensions.map(
        (dimension, index) => html`<button
          type="button"
          data-dimension=${index}
          aria-pressed=${index === this.#shownDimension ? "true" : "false"}
          @click=${this.#onTab}
        >
          ${dimension.name}
          <span>${rankWords().progress(this.#rankedIn(index), this.order.length)}</span>
        </button>`,
      )}
    </div>`;
  }

  get #shownDimension(): number {
    return this.#current?.dimension ?? 0;
  }

  #rankedIn(dimension: number): number {
    return (this.ranks[dimension] ?? []).filter((rank) => rank !== null).length;
  }

  #renderDimension(dimension: Dimension, index: number): TemplateResult {
    const ranks = this.ranks[index] ?? [];
    const ranked = this.#rankedIn(index);
    const all = this.order.length;
    return html`<section class="board ${index === this.#shownDimension ? "shown" : ""}" aria-label=${dimension.name}>
      <header>
        <strong>${dimension.name}</strong>
        <span class="ties">${dimension.allowTie ? rankWords().tiesAllowed : rankWords().noTies}</span>
        ${this.#renderPlace(index, 0, ranks)}
        <span class="progress ${ranked === all ? "done" : ""}">${rankWords().progress(ranked, all)}</span>
      </header>
      <div class="places ${all > 6 ? "many" : ""}">
        ${this.order.map((_, at) => this.#renderPlace(index, at + 1, ranks))}
      </div>
    </section>`;
  }

  #renderPlace(dimension: number, rank: number, ranks: Ranks): TemplateResult {
    const here = this.order.filter((response) => (ranks[response] ?? null) === (rank === 0 ? null : rank));
    return html`<div
      class="place ${rank === 0 ? "tray" : ""}"
      data-rank=${rank}
      data-dimension=${dimension}
      @click=${this.#onPlaceClick}
    >
      <span class="rank" aria-hidden="true">${this.#placeName(rank, here.length)}</span>
      <span class="chips">
        ${repeat(
          here,
          (response) => response,
          (response) => this.#renderChip(dimension, response, rank === 0 ? null : rank),
        )}
      </span>
    </div>`;
  }

  #placeName(rank: number, here: number): TemplateResult | string {
    if (rank === 0) return here === 0 ? rankWords().allRanked : rankWords().notRanked;
    const end = rank === 1 ? rankWords().best : rank === this.order.length ? rankWords().worst : "";
    return html`<b>${rank}</b> <small>${end}</small>`;
  }

  #renderChip(dimension: number, response: number, rank: number | null): TemplateResult {
    const current = this.#current;
    const marked = current?.dimension === dimension && current.response === response;
    const name = this.dimensions[dimension]?.name ?? "";
    return html`<button
      type="button"
      class="chip ${marked ? "marked" : ""}"
      data-dimension=${dimension}
      data-response=${response}
      aria-label=${rankWords().chip(this.#letter(response), name, rank, this.order.length)}
      ?disabled=${this.disabled}
      @pointerdown=${this.#drag.down}
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
    >
      ${this.#letter(response)}
    </button>`;
  }
}

function markOf(chip: HTMLElement): RankMark {
  return { dimension: Number(chip.dataset["dimension"]), response: Number(chip.dataset["response"]) };
}
