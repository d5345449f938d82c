import { LitElement } from "lit";
import { property, state } from "lit/decorators.js";
import type { Json, KeyHint } from "../../shared/messages/worker-page-messages.js";

/** Why a control cannot be submitted as it is, in the worker's language. */
export interface Problem {
  readonly flags: ValidityStateFlags;
  readonly message: string;
}

/**
 * An element that gives part of an answer. Form-associated, so that a template's own scripts find it in form.elements,
 * fieldsets disable it, form.reset() resets it and checkValidity() knows it, as with native controls.
 */
export abstract class AnswerControl extends LitElement {
  static readonly formAssociated = true;

  readonly internals: ElementInternals = this.attachInternals();
  #customMessage = "";
  #defaultRemembered = false;

  /** The form of an element that stands alone and brings its own; questions in it belong to the element's answer. */
  ownForm: (ParentNode & Element) | null = null;

  /** Whether the worker is shown what is wrong; set by validation, so that nobody is scolded before trying. */
  @state() protected complaining = false;
  @state() private formDisabled = false;

  @property({ reflect: true }) name = "";
  @property({ type: Boolean, reflect: true }) disabled = false;
  @property({ type: Boolean, reflect: true }) required = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#defaultRemembered) return;
    this.#defaultRemembered = true;
    this.#takeEarlyValue();
    this.rememberDefault();
  }

  formDisabledCallback(disabled: boolean): void {
    this.formDisabled = disabled;
  }

  formResetCallback(): void {
    this.complaining = false;
    this.restoreDefault();
  }

  protected override updated(): void {
    this.#updateValidity();
    if (this.complaining && this.problem() === undefined) this.complaining = false;
  }

  /** What this control adds to the answer under its name; undefined adds nothing. */
  abstract get answer(): Json | undefined;

  /** What a draft needs to put this control back; `restore` takes it again. */
  abstract get draftState(): Json;

  abstract restore(draftState: Json): void;

  /** The keys that work in this control beyond those of every page, for the sheet of keys. */
  get keyHints(): readonly KeyHint[] {
    return [];
  }

  /** The name AWS's own scripts read an answer by when `value` is something else. */
  get _submittableValue(): Json | undefined {
    return this.answer;
  }

  /** The name its answer goes under. */
  get answerName(): string {
    return this.name;
  }

  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  get labels(): NodeList {
    return this.internals.labels;
  }

  get validity(): ValidityState {
    this.#updateValidity();
    return this.internals.validity;
  }

  get validationMessage(): string {
    return this.isDisabled ? "" : (this.problem()?.message ?? "");
  }

  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  get isDisabled(): boolean {
    return this.disabled || this.formDisabled;
  }

  setCustomValidity(message: string): void {
    this.#customMessage = message;
    this.requestUpdate();
  }

  checkValidity(): boolean {
    this.#updateValidity();
    return this.internals.checkValidity();
  }

  /** Whether the control can be submitted; if not, the worker is shown why. */
  validate(): boolean {
    const valid = this.checkValidity();
    this.complaining = !valid;
    return valid;
  }

  /** As `validate`, and takes the worker there. */
  reportValidity(): boolean {
    const valid = this.validate();
    if (!valid) this.focus();
    return valid;
  }

  /** The problem to show, if any. */
  protected get complaint(): string {
    return this.complaining ? this.validationMessage : "";
  }

  protected problem(): Problem | undefined {
    if (this.#customMessage !== "") return { flags: { customError: true }, message: this.#customMessage };
    return this.findProblem();
  }

  protected abstract findProblem(): Problem | undefined;

  protected abstract rememberDefault(): void;

  protected abstract restoreDefault(): void;

  /** What assistive technology calls this control when its own shadow root holds no label. */
  protected accessibleName(...fallbacks: readonly string[]): string {
    const own = this.getAttribute("aria-label") ?? this.#textOf(this.getAttribute("aria-labelledby"));
    const labels = Array.from(this.internals.labels, (label) => label.textContent?.trim() ?? "").join(" ");
    return [own, labels, ...fallbacks, this.title, this.name].find((text) => text.trim() !== "") ?? "";
  }

  /** Tells the page that the worker changed something, as a native control would. */
  protected announceChange(): void {
    this.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** A value set before the element was defined is a property of its own, which would hide this element's for good. */
  #takeEarlyValue(): void {
    const early = Object.getOwnPropertyDescriptor(this, "value");
    if (early === undefined) return;
    Reflect.deleteProperty(this, "value");
    Reflect.set(this, "value", early.value);
  }

  #textOf(ids: string | null): string {
    const root = this.getRootNode() as Document | ShadowRoot;
    const texts = ids?.split(/\s+/).map((id) => root.getElementById(id)?.textContent.trim() ?? "");
    return texts?.join(" ") ?? "";
  }

  #updateValidity(): void {
    const problem = this.isDisabled ? undefined : this.problem();
    if (problem === undefined) this.internals.setValidity({});
    else this.internals.setValidity(problem.flags, problem.message);
  }
}
