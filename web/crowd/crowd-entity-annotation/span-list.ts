import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import type { Span } from "../text-spans/annotation.js";
import { labelLook } from "../text-spans/label-colors.js";
import type { SpanLabel } from "../text-spans/label-set.js";
import { entityWords } from "./entity-words.js";
import { labelColorStyles } from "./label-color-styles.js";
import { spanListStyles } from "./span-list-styles.js";

const rowHeight = 34;
const searchedFrom = 12;
/** Rows kept ready above and below those in sight. */
const spare = 6;

/** Sent when a row is chosen or, with `remove`, is to go. */
export class SpanChosenEvent extends Event {
  static readonly type = "truthloop-span-chosen";
  readonly id: number;

  constructor(id: number) {
    super(SpanChosenEvent.type);
    this.id = id;
  }
}

/** All spans in reading order, to find one and jump to it. Only the rows in sight exist, so that thousands are no burden. */
export class SpanList extends LitElement {
  static override readonly styles = [controlStyles, labelColorStyles, spanListStyles];

  @query(".rows") private readonly rows!: HTMLElement | null;

  @state() private wanted = "";
  @state() private scrolled = 0;
  @state() private visibleRows = 12;

  @property({ attribute: false }) text = "";
  @property({ attribute: false }) spans: readonly Span[] = [];
  @property({ attribute: false }) labels: ReadonlyMap<string, SpanLabel> = new Map();
  @property({ attribute: false }) selectedId: number | undefined;

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("selectedId")) this.#bringIntoSight();
    const height = this.rows?.clientHeight ?? 0;
    if (height > 0) this.visibleRows = Math.ceil(height / rowHeight);
  }

  get #shown(): readonly Span[] {
    const wanted = this.wanted.trim().toLowerCase();
    if (wanted === "" || this.spans.length < searchedFrom) return this.spans;
    return this.spans.filter((span) => {
      const name = this.labels.get(span.label)?.fullName ?? span.label;
      return name.toLowerCase().includes(wanted) || this.#excerpt(span).toLowerCase().includes(wanted);
    });
  }

  #excerpt(span: Span): string {
    const text = this.text.slice(span.start, Math.min(span.end, span.start + 120)).replace(/\s+/g, " ");
    return span.end - span.start > 120 ? `${text}…` : text;
  }

  #bringIntoSight(): void {
    const index = this.#shown.findIndex((span) => span.id === this.selectedId);
    const { rows } = this;
    if (index === -1 || rows === null) return;
    const top = index * rowHeight;
    if (top < rows.scrollTop) rows.scrollTop = top;
    else if (top + rowHeight > rows.scrollTop + rows.clientHeight) rows.scrollTop = top + rowHeight - rows.clientHeight;
  }

  #choose(id: number | undefined): void {
    if (id !== undefined) this.dispatchEvent(new SpanChosenEvent(id));
  }

  #onKeydown(event: KeyboardEvent): void {
    const shown = this.#shown;
    const current = shown.findIndex((span) => span.id === this.selectedId);
    const page = Math.max(1, this.visibleRows - 1);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current === -1 ? shown.length - 1 : current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: shown.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#choose(shown[Math.min(shown.length - 1, Math.max(0, target))]?.id);
  }

  #onScroll(event: Event): void {
    this.scrolled = (event.target as HTMLElement).scrollTop;
  }

  #onSearch(event: Event): void {
    event.stopPropagation();
    this.wanted = (event.target as HTMLInputElement).value;
  }

  protected override render(): TemplateResult {
    if (this.spans.length === 0) return html`<p class="none">${entityWords().nothingMarked}</p>`;
    const shown = this.#shown;
    const first = Math.max(0, Math.floor(this.scrolled / rowHeight) - spare);
    const last = Math.min(shown.length, first + this.visibleRows + 2 * spare);
    return html`
      ${this.spans.length < searchedFrom ? nothing : this.#renderSearch()}
      <div
        class="rows"
        role="listbox"
        tabindex="0"
        aria-label=${entityWords().marked}
        aria-activedescendant=${this.selectedId === undefined ? nothing : `span-${this.selectedId}`}
        @keydown=${this.#onKeydown}
        @scroll=${this.#onScroll}
      >
        <div class="height" role="presentation" style="block-size: ${shown.length * rowHeight}px">
          ${shown.slice(first, last).map((span, index) => this.#renderRow(span, first + index, shown.length))}
        </div>
      </div>
    `;
  }

  #renderSearch(): TemplateResult {
    return html`<input
      type="search"
      .value=${this.wanted}
      placeholder=${entityWords().findMarked}
      aria-label=${entityWords().findMarked}
      @input=${this.#onSearch}
    />`;
  }

  #renderRow(span: Span, index: number, count: number): TemplateResult {
    const label = this.labels.get(span.label);
    const { color } = labelLook(label?.color ?? 0);
    return html`<div
      id="span-${span.id}"
      class="row"
      role="option"
      aria-selected=${span.id === this.selectedId ? "true" : "false"}
      aria-setsize=${count}
      aria-posinset=${index + 1}
      aria-label="${label?.fullName ?? span.label}: ${this.#excerpt(span)}"
      style="--tint: var(--label-${color}); inset-block-start: ${index * rowHeight}px"
      @click=${() => { this.#choose(span.id); }}
    >
      <span class="tag" data-name=${label?.shortName ?? span.label}></span>
      <span class="excerpt" dir="auto">${this.#excerpt(span)}</span>
    </div>`;
  }
}
