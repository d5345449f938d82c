import { html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { AnswerControl, type Problem } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { choiceStyles } from "../control/choice-styles.js";
import { comesFromInteractive } from "../control/interactive-content.js";
import { words } from "../words/page-words.js";

/** A box to tick. The element itself is the control (role, state and focus), so that scripts can click() it. */
export class CrowdCheckbox extends AnswerControl {
  static override readonly styles = [controlStyles, choiceStyles];

  #defaultChecked = false;

  @property({ type: Boolean, reflect: true }) checked = false;
  @property() value = "on";

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
    this.setAttribute("aria-checked", String(this.checked));
    this.setAttribute("aria-disabled", String(this.isDisabled));
    if (this.required) this.setAttribute("aria-required", "true");
    if (this.complaint !== "") this.setAttribute("aria-invalid", "true");
    else this.removeAttribute("aria-invalid");
    this.internals.setFormValue(this.checked ? this.value : null);
  }

  get answer(): Json {
    return Object.fromEntries([[this.value, this.checked]]);
  }

  get draftState(): Json {
    return this.checked;
  }

  restore(draftState: Json): void {
    this.checked = draftState === true;
  }

  protected rememberDefault(): void {
    this.#defaultChecked = this.checked;
  }

  protected restoreDefault(): void {
    this.checked = this.#defaultChecked;
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
      <span class="row">
        <span class="mark box" part="mark" aria-hidden="true">
          <svg viewBox="0 0 16 16"><path d="M3.5 8.5 6.5 11.5 12.5 4.5" /></svg>
        </span>
        <span class="label" part="label"><slot></slot></span>
      </span>
      <span class="complaint" role="alert">${this.complaint}</span>
    `;
  }
}
