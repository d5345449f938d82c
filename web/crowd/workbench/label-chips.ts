import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { withKeys } from "./key-hint.js";
import { labelChipStyles } from "./label-chips-styles.js";
import type { WorkLabel } from "./work-label.js";
import { LabelPicked } from "./workbench-events.js";
import { workbenchWords } from "./workbench-words.js";

/** The labels to choose from, each with its colour, its name and its number key; one is in hand. */
export class LabelChips extends LitElement {
  static override readonly styles = [controlStyles, labelChipStyles];

  @property({ attribute: false }) labels: readonly WorkLabel[] = [];
  /** The name of the label in hand. */
  @property({ attribute: false }) current = "";
  @property({ attribute: false }) disabled = false;

  /** A label picked by its key may stand in a row that is scrolled away. */
  protected override updated(): void {
    const chips = this.renderRoot.querySelector<HTMLElement>(".chips");
    const current = chips?.querySelector<HTMLElement>("[aria-checked=true]");
    if (!chips || !current) return;
    const [top, bottom] = [current.offsetTop - chips.offsetTop, current.offsetTop - chips.offsetTop + current.offsetHeight];
    if (top < chips.scrollTop) chips.scrollTop = top - 8;
    else if (bottom > chips.scrollTop + chips.clientHeight) chips.scrollTop = bottom - chips.clientHeight + 8;
  }

  #pick(label: WorkLabel): void {
    this.dispatchEvent(new LabelPicked(label.name));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const chips = Array.from(this.renderRoot.querySelectorAll<HTMLButtonElement>("button"));
    const at = chips.findIndex((chip) => chip.matches(":focus"));
    const index = (at + step + chips.length) % chips.length;
    const label = this.labels[index];
    if (label !== undefined) this.#pick(label);
    chips[index]?.focus();
  };

  protected override render(): TemplateResult | typeof nothing {
    if (this.labels.length === 0) return nothing;
    const current = this.labels.find(({ name }) => name === this.current) ?? this.labels[0];
    let heading = "";
    return html`<div class="chips" role="radiogroup" aria-label=${workbenchWords().labels} @keydown=${this.#onKey}>
      ${this.labels.map((label) => {
        const above = label.above.join(" › ");
        const opening = above !== heading && above !== "" ? html`<span class="above" aria-hidden="true">${above}</span>` : nothing;
        heading = above;
        return html`${opening}${this.#renderChip(label, label === current)}`;
      })}
    </div>`;
  }

  #renderChip(label: WorkLabel, current: boolean): TemplateResult {
    return html`<button
      type="button"
      role="radio"
      class="chip"
      aria-checked=${current}
      aria-keyshortcuts=${label.key ?? nothing}
      title=${withKeys([...label.above, label.name].join(" › "), label.key)}
      tabindex=${current ? "0" : "-1"}
      style="--tl-chip: ${label.color}"
      ?disabled=${this.disabled}
      @click=${() => {
        this.#pick(label);
      }}
    >
      <span class="swatch" aria-hidden="true"></span>
      <span class="name">${label.name}</span>
      ${label.key === undefined ? nothing : html`<kbd aria-hidden="true">${label.key}</kbd>`}
    </button>`;
  }
}
