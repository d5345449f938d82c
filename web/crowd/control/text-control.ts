import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { optionalNumber } from "../attributes/converters.js";
import { words } from "../words/page-words.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { AnswerControl, type Problem } from "./answer-control.js";

/** What crowd-input and crowd-text-area share: one line or many, a worker writes text into them. */
export abstract class TextControl extends AnswerControl {
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...AnswerControl.shadowRootOptions,
    delegatesFocus: true,
  };

  #defaultValue = "";

  @property() label = "";
  @property() placeholder = "";
  @property() value = "";
  @property({ attribute: "error-message" }) errorMessage = "";
  /** Characters the worker may type, as a regular expression for one character; others are dropped as they come. */
  @property({ attribute: "allowed-pattern" }) allowedPattern = "";
  @property({ attribute: "auto-validate", type: Boolean }) autoValidate = false;
  @property({ attribute: "auto-focus", type: Boolean, reflect: true }) autoFocus = false;
  @property({ attribute: "max-length", converter: optionalNumber }) maxLength: number | undefined;
  @property({ attribute: "min-length", converter: optionalNumber }) minLength: number | undefined;

  get draftState(): Json {
    return this.value;
  }

  restore(draftState: Json): void {
    if (typeof draftState === "string") this.value = draftState;
  }

  /** The native field inside. */
  protected abstract get field(): HTMLInputElement | HTMLTextAreaElement | null;

  protected rememberDefault(): void {
    this.#defaultValue = this.value;
  }

  protected restoreDefault(): void {
    this.value = this.#defaultValue;
  }

  protected findProblem(): Problem | undefined {
    const length = this.text.length;
    if (this.required && length === 0) return this.#failed({ valueMissing: true }, words().fillIn);
    if (length === 0) return undefined;
    if (this.minLength !== undefined && length < this.minLength)
      return this.#failed({ tooShort: true }, words().tooShort(this.minLength, length));
    if (this.maxLength !== undefined && length > this.maxLength)
      return this.#failed({ tooLong: true }, words().tooLong(this.maxLength, length));
    if (this.#permitted(this.text) !== this.text)
      return this.#failed({ patternMismatch: true }, words().notAllowed);
    const native = this.field?.validity;
    if (native?.typeMismatch === true || native?.badInput === true || native?.stepMismatch === true)
      return this.#failed({ typeMismatch: true }, this.field?.validationMessage ?? words().notAllowed);
    return undefined;
  }

  /** A template may set any property to anything; this is always text. */
  protected get text(): string {
    const value: unknown = this.value;
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }

  protected onInput(event: Event): void {
    const field = this.field;
    if (field === null) return;
    const composing = event instanceof InputEvent && event.isComposing;
    const permitted = composing ? field.value : this.#permitted(field.value);
    if (permitted !== field.value) this.#replace(field, permitted);
    this.value = field.value;
  }

  /** Native change events end at the shadow root; the page gets one from the element itself. */
  protected onChange(): void {
    if (this.autoValidate) this.validate();
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  protected renderLabel(): TemplateResult | typeof nothing {
    return this.label === "" ? nothing : html`<label for="field" part="label">${this.label}</label>`;
  }

  protected renderComplaint(): TemplateResult {
    return html`<p id="complaint" class="complaint" role="alert">${this.complaint}</p>`;
  }

  protected get fieldName(): string | typeof nothing {
    return this.label === "" ? this.accessibleName(this.placeholder) : nothing;
  }

  #permitted(text: string): string {
    if (!this.autoValidate || this.allowedPattern === "") return text;
    try {
      const allowed = new RegExp(this.allowedPattern, "u");
      return Array.from(text, (character) => (allowed.test(character) ? character : "")).join("");
    } catch {
      // A pattern that is no regular expression forbids nothing.
      return text;
    }
  }

  #replace(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
    const caret = (field.selectionStart ?? text.length) - (field.value.length - text.length);
    field.value = text;
    if (field.selectionStart !== null) field.setSelectionRange(Math.max(caret, 0), Math.max(caret, 0));
  }

  #failed(flags: ValidityStateFlags, message: string): Problem {
    return { flags, message: this.errorMessage === "" ? message : this.errorMessage };
  }
}
