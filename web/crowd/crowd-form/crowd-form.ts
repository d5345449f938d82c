import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Answer } from "../../shared/messages/worker-page-messages.js";
import { partsOf } from "../answer/answer-parts.js";
import { serializeAnswer } from "../answer/serialize.js";
import { controlStyles } from "../control/control-styles.js";
import { reveal } from "../control/reveal.js";
import { CrowdButton } from "../crowd-button/crowd-button.js";
import { words } from "../words/page-words.js";
import { ComplaintBubble } from "./complaint-bubble.js";
import { crowdFormStyles } from "./crowd-form-styles.js";
import { defaultButton, pressedAction, submitsOnEnter } from "./form-actions.js";
import { wrapInForm } from "./form-wrapper.js";
import { firstRefusal } from "./form-validation.js";

/** Sent by a crowd-form on itself once an answer has passed validation and the template's own submit listeners. */
export class AnswerEvent extends Event {
  static readonly type = "truthloop-answer";
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(AnswerEvent.type, { bubbles: true, composed: true });
    this.answer = answer;
  }
}

/**
 * Wraps everything a worker answers. Its children stay where they are; around it stands a real form, so that
 * `input.form`, `document.forms`, reset and validity work as in any page. Submitting never leaves the page: the answer
 * is handed to whoever listens for AnswerEvent.
 */
export class CrowdForm extends LitElement {
  static override readonly styles = [controlStyles, crowdFormStyles];

  readonly #bubble = new ComplaintBubble(this);
  readonly #observer = new MutationObserver(() => {
    this.#lookForSubmitButton();
  });
  #wrapper: HTMLFormElement | null = null;
  /** While submit listeners run: whether one of them has called submit(), which then counts as their consent. */
  #dispatching = false;
  #consented = false;

  @query(".bubble") readonly bubbleElement!: HTMLElement | null;
  @query("crowd-button") private readonly ownButton!: CrowdButton | null;

  /** Set on an element's own form inside another: the outer one submits. */
  @property({ type: Boolean, attribute: "without-submit" }) withoutSubmit = false;
  @state() private hasSubmitButton = false;
  @state() private notice = "";
  @state() private saved = "";
  /** True from a submission until the portal says that it failed. */
  @state() private locked = false;

  constructor() {
    super();
    this.addEventListener("click", this.#onClick);
    this.addEventListener("keypress", this.#onKeypress);
    this.addEventListener("input", this.#onEdit);
    this.addEventListener("change", this.#onEdit);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#wrapper = wrapInForm(this);
    this.#wrapper.addEventListener("submit", this.#onNativeSubmit);
    this.#observer.observe(this, { childList: true, subtree: true, attributeFilter: ["form-action"] });
    this.#lookForSubmitButton();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#wrapper?.removeEventListener("submit", this.#onNativeSubmit);
    this.#observer.disconnect();
    this.#bubble.hide();
  }

  /** The form around this element. */
  get form(): HTMLFormElement | null {
    return this.#wrapper;
  }

  /** The answer as it stands. */
  get value(): Answer {
    return serializeAnswer(this);
  }

  /** Validates, lets the template's submit listeners have their say, and hands the answer on. */
  submit(): void {
    this.requestSubmit();
  }

  requestSubmit(submitter?: HTMLElement | null): void {
    if (this.#dispatching) this.#consented = true;
    if (this.#dispatching || this.locked || !this.reportValidity()) return;
    if (this.#dispatchSubmit(submitter ?? null)) this.dispatchEvent(new AnswerEvent(this.value));
  }

  reset(): void {
    this.#wrapper?.reset();
  }

  /** Whether everything in the form may be submitted; shows what may not, and nothing else. */
  reportValidity(): boolean {
    this.#bubble.hide();
    const refusal = firstRefusal(partsOf(this));
    if (refusal === undefined) return true;
    reveal(refusal.element);
    if (refusal.message !== "") this.#bubble.show(refusal.element, refusal.message, this.#visibleButton);
    refusal.element.focus();
    return false;
  }

  checkValidity(): boolean {
    return this.#wrapper?.checkValidity() ?? true;
  }

  /** Nothing can be changed while an answer is on its way. */
  lock(): void {
    this.locked = true;
    this.notice = "";
    for (const button of this.#submitButtons) button.busy = true;
  }

  /** The answer did not arrive: everything is as it was, and the worker can go on. */
  unlock(message: string): void {
    this.locked = false;
    this.notice = message;
    for (const button of this.#submitButtons) button.busy = false;
  }

  /** The answer has arrived. */
  showSaved(word: string): void {
    this.lock();
    this.saved = word;
  }

  get isLocked(): boolean {
    return this.locked;
  }

  get #submitButtons(): CrowdButton[] {
    const inside = Array.from(this.querySelectorAll<CrowdButton>("crowd-button[form-action=submit]"));
    return this.ownButton === null ? inside : [...inside, this.ownButton];
  }

  get #visibleButton(): HTMLElement {
    return this.#submitButtons.find((button) => button.checkVisibility()) ?? this;
  }

  #dispatchSubmit(submitter: HTMLElement | null): boolean {
    this.#dispatching = true;
    this.#consented = false;
    try {
      // Browsers stop a submit event at the first form above its target (a guard for nested forms), so the form, and
      // through it the document, are asked by an event of their own.
      const allowed = [this, this.#wrapper].every((target) => {
        const event = new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter });
        return target?.dispatchEvent(event) ?? true;
      });
      return allowed || this.#consented;
    } finally {
      this.#dispatching = false;
    }
  }

  #lookForSubmitButton(): void {
    this.hasSubmitButton = this.querySelector("crowd-button[form-action=submit]") !== null;
  }

  readonly #onClick = (event: MouseEvent): void => {
    const pressed = event.defaultPrevented ? undefined : pressedAction(event, this);
    if (pressed === undefined) return;
    event.preventDefault();
    if (pressed.action === "reset") this.reset();
    else this.requestSubmit(pressed.button);
  };

  /** Enter in a field presses the form's first submit button, as it does in a native form. */
  readonly #onKeypress = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.key !== "Enter" || !submitsOnEnter(event, this)) return;
    event.preventDefault();
    (defaultButton(this) ?? this.ownButton)?.click();
  };

  readonly #onEdit = (event: Event): void => {
    this.notice = "";
    this.#bubble.recheck(event.target);
  };

  /** requestSubmit() of the native form, or anything else that would have it leave the page. */
  readonly #onNativeSubmit = (event: SubmitEvent): void => {
    if (event.target !== this.#wrapper || this.#dispatching) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.requestSubmit(event.submitter);
  };

  protected override render(): TemplateResult {
    const button = this.hasSubmitButton || this.withoutSubmit
      ? nothing
      : html`<crowd-button form-action="submit" variant="primary" data-testid="crowd-submit"
          >${words().submit}</crowd-button
        >`;
    return html`
      <slot></slot>
      <div class="end">
        ${button}
        <p class="notice" role="alert">${this.notice}</p>
        <p class="saved" role="status">${this.saved}</p>
      </div>
      <div class="bubble" popover="manual" role="alert"></div>
    `;
  }
}
