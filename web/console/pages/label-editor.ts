import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePart } from "../parts/console-part.js";
import type { AnsweredObject, JsonObject } from "../wire/contract.js";
import { isOneClass, jsonFault, valueText } from "../work/label-values.js";
import "./label-drawing.js";
import type { SaveAnswer } from "./label-drawing.js";

/**
 * Puts another label in the place of an object's: one class chosen by name, what a page can show on that page, anything as
 * JSON. Tells `label-edited`, or `label-kept`.
 */
@customElement("tl-label-editor")
export class LabelEditor extends ConsolePart {
  @property({ attribute: false }) job = "";
  @property({ attribute: false }) object!: AnsweredObject;
  @property({ attribute: false }) label!: JsonObject;
  @property({ attribute: false }) attribute = "";
  @property({ attribute: false }) labels: readonly string[] = [];
  @state() private typed: string | null = null;
  @state() private comment = "";
  @state() private problem: string | null = null;
  @state() private isSaving = false;
  @state() private asJson = false;
  /** What leaving the page is for, while we ask whether what was changed there may be lost. */
  @state() private leaving: (() => void) | null = null;
  private isTouched = false;

  override render(): TemplateResult {
    const words = this.words.editing;
    const comment = html`<label for="label-comment">${words.comment}</label>
      <input id="label-comment" type="text" maxlength="4096" .value=${this.comment} @input=${this.say} />`;
    const alert = html`<div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>`;
    return this.isDrawn ? this.drawing(comment, alert) : this.form(comment, alert);
  }

  /** Leaves the label as it is; asks first where something was changed on the page. */
  readonly cancel = (): void => {
    this.leave(() => {
      this.dispatchEvent(new CustomEvent("label-kept"));
    });
  };

  private drawing(comment: TemplateResult, alert: TemplateResult): TemplateResult {
    const words = this.words.editing;
    return html`<section class="panel fields label-editor" aria-labelledby="label-editor-title">
      <h3 id="label-editor-title">${words.title}</h3>
      <p class="quiet small">${words.pageLead}</p>
      ${comment} ${alert}
      <tl-label-drawing .desk=${this.desk} .job=${this.job} .number=${this.object.number} .save=${this.saveAnswer}
        @label-shown=${this.shown} @label-drawn=${this.drawn} @label-touched=${this.touched} @label-not-drawable=${this.notDrawable}></tl-label-drawing>
      ${this.leaving === null
        ? html`<div class="buttons"><button class="button primary" type="button" @click=${this.submit}>${words.save}</button>
            ${this.other(words.asJson)}
            <button class="button" type="button" @click=${this.cancel}>${words.cancel}</button></div>`
        : this.question(this.leaving)}
    </section>`;
  }

  private question(leave: () => void): TemplateResult {
    const words = this.words.editing;
    const stay = (): void => {
      this.leaving = null;
    };
    return html`<div role="alert"><p class="notice warn">${words.lost}</p></div>
      <div class="buttons"><button class="button danger" type="button" @click=${leave}>${words.discard}</button>
        <button class="button" type="button" @click=${stay}>${words.keep}</button></div>`;
  }

  private form(comment: TemplateResult, alert: TemplateResult): TemplateResult {
    const words = this.words.editing;
    return html`<form class="panel fields" novalidate @submit=${this.save}>
      <h3>${words.title}</h3>
      <label for="label-value">${words.value}</label>
      ${isOneClass(this.label, this.attribute) ? this.choice() : this.area()}
      ${comment} ${alert}
      <div class="buttons">
        <button class="button primary" type="submit" aria-disabled=${this.isSaving}>${words.save}</button>
        ${this.asJson ? this.other(words.onPage) : nothing}
        <button class="button" type="button" @click=${this.cancel}>${words.cancel}</button>
      </div>
    </form>`;
  }

  private other(name: string): TemplateResult {
    return html`<button class="button" type="button" @click=${this.turn}>${name}</button>`;
  }

  protected override firstUpdated(): void {
    this.scrollIntoView({ block: "nearest" });
    this.focusValue();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("asJson") && changed.get("asJson") !== undefined) this.focusValue();
    if (changed.has("leaving") && this.leaving !== null) this.querySelector<HTMLElement>(".danger")?.focus();
  }

  private focusValue(): void {
    this.querySelector<HTMLElement>("#label-value")?.focus();
  }

  private get isDrawn(): boolean {
    return this.object.drawable && !this.asJson && !isOneClass(this.label, this.attribute);
  }

  private get text(): string {
    return this.typed ?? valueText(this.label, this.attribute);
  }

  private choice(): TemplateResult {
    return html`<select id="label-value" @change=${this.type}>${this.labels.map(
      (name, at) => html`<option value=${at} ?selected=${String(at) === this.text}>${name}</option>`,
    )}</select>`;
  }

  private area(): TemplateResult {
    return html`<textarea id="label-value" class="code" rows="10" spellcheck="false" .value=${this.text} @input=${this.type}></textarea>
      <p class="quiet small">${this.words.editing.json}</p>`;
  }

  private readonly type = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.problem = null;
  };

  private readonly say = (event: Event): void => {
    this.comment = (event.target as HTMLInputElement).value;
  };

  /** All of it in sight, as far as the window is high. */
  private readonly shown = (): void => {
    this.scrollIntoView({ block: "start" });
  };

  private readonly touched = (): void => {
    this.isTouched = true;
  };

  private readonly turn = (): void => {
    this.leave(() => {
      this.asJson = !this.asJson;
      this.problem = null;
    });
  };

  /** Asks first where something was changed on the page. */
  private leave(away: () => void): void {
    const go = (): void => {
      this.leaving = null;
      this.isTouched = false;
      away();
    };
    if (this.isDrawn && this.isTouched) this.leaving = go;
    else go();
  }

  private readonly submit = (): void => {
    this.querySelector("tl-label-drawing")?.submit();
  };

  private readonly notDrawable = (event: CustomEvent<string>): void => {
    this.asJson = true;
    this.problem = event.detail;
  };

  private readonly drawn = (): void => {
    this.dispatchEvent(new CustomEvent("label-edited"));
  };

  private readonly saveAnswer: SaveAnswer = (answer, etag) => {
    this.isTouched = true;
    return this.send({ Answer: JSON.stringify(answer), IfMatch: etag });
  };

  private async send(given: JsonObject): Promise<void> {
    const { job, object, comment } = this;
    const said = comment === "" ? {} : { Comment: comment };
    await this.desk.api.operation("EditLabel", { LabelingJobName: job, ObjectNumber: object.number, ...given, ...said });
  }

  private readonly save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isSaving) return;
    this.problem = jsonFault(this.text);
    if (this.problem !== null) return;
    this.isSaving = true;
    const { etag } = this.object;
    try {
      await this.send({ Label: this.text, ...(etag === null ? {} : { IfMatch: etag }) });
      this.drawn();
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    } finally {
      this.isSaving = false;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "tl-label-editor": LabelEditor;
  }
}
