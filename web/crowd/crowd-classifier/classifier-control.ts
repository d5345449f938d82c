import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";
import { live } from "lit/directives/live.js";
import { looseJson } from "../attributes/converters.js";
import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import { AnswerControl } from "../control/answer-control.js";
import { controlStyles } from "../control/control-styles.js";
import { layoutHandles } from "../instructions/layout-handles.js";
import type { WorkerComment } from "../worker-comment/worker-comment.js";
import { categoryFault, categoryList } from "./category-list.js";
import { classifierStyles } from "./classifier-styles.js";
import { digitFor, DigitKeys } from "./digit-keys.js";

/** One option as shown; `apart` sets it off from those before it. */
export interface Option {
  readonly name: string;
  readonly picked: boolean;
  readonly disabled: boolean;
  readonly apart: boolean;
}

/** What both classifiers share: a header, the thing to classify, and numbered options to pick from. */
export abstract class ClassifierControl extends AnswerControl {
  static override readonly styles = [controlStyles, classifierStyles];
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...AnswerControl.shadowRootOptions,
    delegatesFocus: true,
  };

  readonly digitKeys = new DigitKeys(this, (index) => {
    this.pickByKey(index);
  });

  @property() header = "";
  @property({ converter: looseJson }) categories: unknown;

  override get keyHints(): readonly KeyHint[] {
    return this.options.flatMap(({ name }, index) => {
      const digit = digitFor(index);
      return digit === undefined ? [] : [{ keys: digit, action: name }];
    });
  }

  override focus(options?: FocusOptions): void {
    const inputs = Array.from(this.renderRoot.querySelectorAll<HTMLInputElement>(".option input:enabled"));
    (inputs.find((input) => input.checked) ?? inputs[0])?.focus(options);
  }

  protected abstract readonly optionType: "radio" | "checkbox";
  protected abstract readonly legend: string;
  protected abstract get options(): readonly Option[];
  protected abstract choose(name: string, picked: boolean): void;

  protected get categoryNames(): readonly string[] {
    return categoryList(this.categories);
  }

  /** The comment a worker-comment inside adds to the answer, once the worker has written one. */
  protected get comment(): { readonly workerComment?: string } {
    const text = this.#commentElement?.text ?? "";
    return text === "" ? {} : { workerComment: text };
  }

  /** Nothing given clears it; a value that does not speak of a comment leaves it alone. */
  protected set comment(value: unknown) {
    if (this.#commentElement === null) return;
    const text: unknown = typeof value === "object" && value !== null && "workerComment" in value ? value.workerComment : "";
    if (text !== "" || value === undefined) this.#commentElement.text = typeof text === "string" ? text : "";
  }

  get #commentElement(): WorkerComment | null {
    return this.querySelector<WorkerComment>("worker-comment");
  }

  protected pickByKey(index: number): void {
    const option = this.options[index];
    if (option === undefined || option.disabled || this.isDisabled) return;
    if (this.optionType === "radio" && option.picked) return;
    this.choose(option.name, !option.picked);
    this.announceChange();
  }

  #onChange(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.choose(input.value, input.checked);
    this.announceChange();
  }

  #stopNative(event: Event): void {
    // announceChange speaks for the whole element.
    event.stopPropagation();
  }

  protected override render(): TemplateResult {
    const fault = categoryFault(this.categories);
    return html`
      <section aria-labelledby=${this.header === "" ? nothing : "header"}>
        ${this.header === "" ? nothing : html`<h2 id="header" part="header">${this.header}</h2>`}
        <div class="work annotation-area">
          <div class="target" part="target">${this.renderTarget()}</div>
          <fieldset class="options category-picker-wrapper" part="options" ?disabled=${this.isDisabled} aria-describedby="complaint">
            <legend>${this.legend}</legend>
            ${this.options.map((option, index) => this.#renderOption(option, index))}
            <p id="complaint" class="complaint" role="alert">${fault === "" ? this.complaint : fault}</p>
            <slot name="worker-comment"></slot>
          </fieldset>
        </div>
      </section>
      ${layoutHandles()}
    `;
  }

  /** What is to be classified; the template's own content has its place there in any case. */
  protected renderTarget(): TemplateResult {
    return html`<slot></slot>`;
  }

  #renderOption(option: Option, index: number): TemplateResult {
    const digit = digitFor(index);
    return html`<label class="option ${option.apart ? "apart" : ""}">
      <input
        type=${this.optionType}
        name="option"
        value=${option.name}
        .checked=${live(option.picked)}
        ?disabled=${option.disabled || this.isDisabled}
        aria-keyshortcuts=${ifDefined(digit)}
        @input=${this.#stopNative}
        @change=${this.#onChange}
      />
      <span class="name">${option.name}</span>
      ${digit === undefined ? nothing : html`<kbd aria-hidden="true">${digit}</kbd>`}
    </label>`;
  }
}
