import { html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { optionalNumber } from "../attributes/converters.js";
import { AnswerControl, type Problem } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { words } from "../words/page-words.js";
import { marksIn } from "./slider-marks.js";
import { fitToRange, shareOfRange, type Range } from "./slider-range.js";
import { sliderStyles } from "./crowd-slider-styles.js";

/** A number from a range. Untouched, it stands at its preset or its least value; `required` asks the worker to touch it. */
export class CrowdSlider extends AnswerControl {
  static override readonly styles = [controlStyles, sliderStyles];
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...AnswerControl.shadowRootOptions,
    delegatesFocus: true,
  };

  readonly #observer = new MutationObserver(() => {
    this.requestUpdate();
  });
  #default: number | undefined;

  @query("input[type=range]") private readonly track!: HTMLInputElement | null;

  /** What was chosen by the worker, a script or the template; undefined while nobody has. */
  @state() private chosen: number | undefined;

  @property({ converter: optionalNumber }) min: number | undefined;
  @property({ converter: optionalNumber }) max: number | undefined;
  @property({ converter: optionalNumber }) step: number | undefined;
  @property({ attribute: "secondary-progress", converter: optionalNumber }) secondaryProgress: number | undefined;
  @property({ type: Boolean }) pin = false;
  @property({ type: Boolean }) editable = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this, { childList: true, characterData: true, subtree: true, attributeFilter: ["position"] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override updated(): void {
    super.updated();
    this.internals.setFormValue(String(this.value));
  }

  @property({ converter: optionalNumber, noAccessor: true })
  get value(): number {
    return fitToRange(this.chosen ?? this.#range.min, this.#range);
  }

  set value(value: number | undefined) {
    this.chosen = typeof value === "number" && Number.isFinite(value) ? value : undefined;
  }

  get answer(): Json {
    return this.value;
  }

  get draftState(): Json {
    return this.chosen ?? null;
  }

  restore(draftState: Json): void {
    this.chosen = typeof draftState === "number" ? draftState : undefined;
  }

  protected rememberDefault(): void {
    this.#default = this.chosen;
  }

  protected restoreDefault(): void {
    this.chosen = this.#default;
  }

  protected findProblem(): Problem | undefined {
    if (!this.required || this.chosen !== undefined) return undefined;
    return { flags: { valueMissing: true }, message: words().moveSlider };
  }

  get #range(): Range {
    return { min: this.min ?? 0, max: this.max ?? 100, step: this.step ?? 1 };
  }

  #choose(value: number): void {
    this.chosen = fitToRange(value, this.#range);
  }

  #onSlide(): void {
    if (this.track !== null) this.#choose(this.track.valueAsNumber);
  }

  /** A press that leaves the knob where it is still says "this value". */
  #onPress(): void {
    if (this.chosen !== undefined || this.isDisabled) return;
    this.#onSlide();
    this.announceChange();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === " ") this.#onPress();
  }

  #onExactValue(event: Event): void {
    const value = (event.target as HTMLInputElement).valueAsNumber;
    if (Number.isFinite(value)) this.#choose(value);
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #onChange(): void {
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  protected override render(): TemplateResult {
    const range = this.#range;
    const shares = {
      "--share": String(shareOfRange(this.value, range)),
      "--secondary": String(shareOfRange(this.secondaryProgress ?? range.min, range)),
    };
    return html`
      <div class="slider ${this.chosen === undefined ? "untouched" : ""}" style=${styleMap(shares)}>
        <div class="rail">
          ${this.pin ? html`<span class="pin" aria-hidden="true">${this.value}</span>` : nothing}
          <input
            type="range"
            part="track"
            min=${range.min}
            max=${range.max}
            step=${range.step}
            .value=${live(String(this.value))}
            aria-label=${this.accessibleName()}
            aria-valuetext=${this.#spokenValue}
            aria-invalid=${this.complaint === "" ? "false" : "true"}
            aria-describedby="complaint"
            ?disabled=${this.isDisabled}
            @input=${this.#onSlide}
            @change=${this.#onChange}
            @click=${this.#onPress}
            @keydown=${this.#onKey}
          />
          ${this.#renderScale(range)}
        </div>
        ${this.editable ? this.#renderExactValue(range) : html`<output>${this.#shownValue}</output>`}
      </div>
      <p id="complaint" class="complaint" role="alert">${this.complaint}</p>
    `;
  }

  /** Words at places of the range, or else its two ends. */
  #renderScale(range: Range): TemplateResult {
    const marks = marksIn(this);
    if (marks.length === 0)
      return html`<div class="ends" aria-hidden="true"><span>${range.min}</span><span>${range.max}</span></div>`;
    return html`<div class="marks" aria-hidden="true">
      ${marks.map(
        ({ position, text }) =>
          html`<span style=${styleMap({ "--at": String(shareOfRange(position, range)) })}>${text}</span>`,
      )}
    </div>`;
  }

  get #spokenValue(): string | typeof nothing {
    const mark = marksIn(this).find(({ position }) => position === this.value);
    const parts = [mark?.text, this.chosen === undefined ? words().noValueYet : undefined].filter((part) => part !== undefined);
    return parts.length === 0 ? nothing : [this.value, ...parts].join(", ");
  }

  get #shownValue(): string {
    return this.chosen === undefined && this.required ? "–" : String(this.value);
  }

  #renderExactValue(range: Range): TemplateResult {
    return html`<input
      type="number"
      class="exact"
      min=${range.min}
      max=${range.max}
      step=${range.step}
      aria-label=${words().exactValue}
      .value=${live(this.chosen === undefined && this.required ? "" : String(this.value))}
      ?disabled=${this.isDisabled}
      @change=${this.#onExactValue}
    />`;
  }
}
