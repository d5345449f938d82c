import { html, type TemplateResult } from "lit";
import type { Problem } from "../control/answer-control.js";
import { ChoiceControl } from "../control/choice-control.js";
import { comesFromInteractive } from "../control/interactive-content.js";
import { words } from "../words/page-words.js";

/** A box to tick. The element itself is the control (role, state and focus), so that scripts can click() it. */
export class CrowdCheckbox extends ChoiceControl {
  constructor() {
    super();
    this.addEventListener("click", this.#onClick);
    this.addEventListener("keydown", this.#onKeydown);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute("role")) this.setAttribute("role", "checkbox");
    if (!this.hasAttribute("tabindex")) this.tabIndex = 0;
  }

  protected override updated(): void {
    super.updated();
    if (this.required) this.setAttribute("aria-required", "true");
    if (this.complaint !== "") this.setAttribute("aria-invalid", "true");
    else this.removeAttribute("aria-invalid");
  }

  protected findProblem(): Problem | undefined {
    if (!this.required || this.checked) return undefined;
    return { flags: { valueMissing: true }, message: words().check };
  }

  readonly #onClick = (event: MouseEvent): void => {
    if (this.isDisabled || event.defaultPrevented || comesFromInteractive(event, this)) return;
    this.checked = !this.checked;
    this.announceChange();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== " " || event.target !== this) return;
    event.preventDefault();
    this.click();
  };

  protected override render(): TemplateResult {
    return html`
      <span class="row ${this.labelled ? "" : "bare"}">
        <span class="mark box" part="mark" aria-hidden="true">
          <svg viewBox="0 0 16 16"><path d="M3.5 8.5 6.5 11.5 12.5 4.5" /></svg>
        </span>
        <span class="label" part="label"><slot @slotchange=${this.noteLabel}></slot></span>
      </span>
      <span class="complaint" role="alert">${this.complaint}</span>
    `;
  }
}
