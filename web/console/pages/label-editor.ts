import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePart } from "../parts/console-part.js";
import type { JsonObject } from "../wire/contract.js";
import { isOneClass, jsonFault, valueText } from "../work/label-values.js";

/** Puts another label in the place of an object's: one class chosen by name, anything else as JSON. Tells `label-edited`. */
@customElement("tl-label-editor")
export class LabelEditor extends ConsolePart {
  @property({ attribute: false }) job = "";
  @property({ attribute: false }) number = 0;
  @property({ attribute: false }) label!: JsonObject;
  @property({ attribute: false }) attribute = "";
  @property({ attribute: false }) labels: readonly string[] = [];
  @state() private typed: string | null = null;
  @state() private comment = "";
  @state() private problem: string | null = null;
  @state() private isSaving = false;

  override render(): TemplateResult {
    const words = this.words.editing;
    return html`<form class="panel fields" novalidate @submit=${this.save}>
      <h3>${words.title}</h3>
      <label for="label-value">${words.value}</label>
      ${isOneClass(this.label, this.attribute) ? this.choice() : this.area()}
      <label for="label-comment">${words.comment}</label>
      <input id="label-comment" type="text" maxlength="4096" .value=${this.comment} @input=${this.say} />
      <div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
      <div class="buttons">
        <button class="button primary" type="submit" aria-disabled=${this.isSaving}>${words.save}</button>
        <button class="button" type="button" @click=${this.cancel}>${words.cancel}</button>
      </div>
    </form>`;
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("#label-value")?.focus();
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

  private readonly cancel = (): void => {
    this.dispatchEvent(new CustomEvent("label-kept"));
  };

  private readonly save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isSaving) return;
    this.problem = jsonFault(this.text);
    if (this.problem !== null) return;
    this.isSaving = true;
    const { job, number, text, comment } = this;
    try {
      await this.desk.api.operation("EditLabel", { LabelingJobName: job, ObjectNumber: number, Label: text, ...(comment === "" ? {} : { Comment: comment }) });
      this.dispatchEvent(new CustomEvent("label-edited"));
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    } finally {
      this.isSaving = false;
    }
  };
}
