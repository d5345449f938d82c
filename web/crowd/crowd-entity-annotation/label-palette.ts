import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { labelLook } from "../text-spans/label-colors.js";
import { matchingLabels, type SpanLabel } from "../text-spans/label-set.js";
import { entityWords } from "./entity-words.js";
import { labelColorStyles } from "./label-color-styles.js";
import { labelPaletteStyles } from "./label-palette-styles.js";

/** More labels than this are searched, not read. */
const searchedFrom = 13;

/** Sent when a label is pressed. */
export class LabelChosenEvent extends Event {
  static readonly type = "truthloop-label-chosen";
  readonly label: string;

  constructor(label: string) {
    super(LabelChosenEvent.type);
    this.label = label;
  }
}

/** The labels as chips with their colours and keys, with a search where there are many. */
export class LabelPalette extends LitElement {
  static override readonly styles = [controlStyles, labelColorStyles, labelPaletteStyles];

  @query("input") private readonly search!: HTMLInputElement | null;

  @state() private wanted = "";

  @property({ attribute: false }) labels: readonly SpanLabel[] = [];
  /** The label at hand, or that of the picked span. */
  @property({ attribute: false }) current: string | undefined;
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: "accessible-name" }) accessibleName = "";

  get isSearchable(): boolean {
    return this.labels.length >= searchedFrom;
  }

  /** Takes the worker to the search, or to the first chip where there is none. */
  override focus(options?: FocusOptions): void {
    (this.search ?? this.renderRoot.querySelector<HTMLElement>("button"))?.focus(options);
  }

  get #shown(): readonly SpanLabel[] {
    return this.isSearchable ? matchingLabels(this.labels, this.wanted) : this.labels;
  }

  #choose(label: string | undefined): void {
    if (label === undefined) return;
    this.wanted = "";
    this.dispatchEvent(new LabelChosenEvent(label));
  }

  #onInput(event: Event): void {
    event.stopPropagation();
    this.wanted = (event.target as HTMLInputElement).value;
  }

  /** While an input method composes, Enter ends the composition and means nothing else. */
  #onKeydown(event: KeyboardEvent): void {
    if (event.isComposing || event.key === "Process") return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.#choose(this.#shown[0]?.label);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.wanted = "";
      this.dispatchEvent(new Event("truthloop-search-left"));
    }
  }

  /** The text keeps its focus and its selection under a press. */
  #keepFocus(event: MouseEvent): void {
    event.preventDefault();
  }

  protected override render(): TemplateResult {
    const shown = this.#shown;
    return html`
      ${this.isSearchable ? this.#renderSearch() : nothing}
      <div class="chips" role="group" aria-label=${this.accessibleName} @mousedown=${this.#keepFocus}>
        ${shown.map((label) => this.#renderChip(label))}
        ${shown.length === 0 ? html`<p class="none" role="status">${entityWords().noLabelFound}</p>` : nothing}
      </div>
    `;
  }

  #renderSearch(): TemplateResult {
    return html`<input
      type="search"
      .value=${this.wanted}
      placeholder=${entityWords().findLabel}
      aria-label=${entityWords().findLabel}
      aria-keyshortcuts="/"
      ?disabled=${this.disabled}
      @input=${this.#onInput}
      @keydown=${this.#onKeydown}
    />`;
  }

  #renderChip(label: SpanLabel): TemplateResult {
    const { color, pattern } = labelLook(label.color);
    return html`<button
      type="button"
      class="chip ${pattern}"
      style="--tint: var(--label-${color})"
      aria-pressed=${label.label === this.current ? "true" : "false"}
      aria-keyshortcuts=${label.key ?? nothing}
      title=${label.offered ? nothing : entityWords().foreignLabel}
      ?disabled=${this.disabled}
      @click=${() => { this.#choose(label.label); }}
    >
      <span class="name">${label.fullName}</span>
      ${label.key === undefined || this.disabled ? nothing : html`<kbd aria-hidden="true">${label.key}</kbd>`}
    </button>`;
  }
}
