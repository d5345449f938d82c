import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePart } from "../parts/console-part.js";
import "../parts/send-back-form.js";
import type { AnsweredObject, LabelEdit } from "../wire/contract.js";
import { personOf, valueText } from "../work/label-values.js";
import "./label-editor.js";

/** What requesters do to one object's label: edit it, go back to an earlier one, say what is right. Tells `label-changed`. */
@customElement("tl-label-work")
export class LabelWork extends ConsolePart {
  @property({ attribute: false }) job = "";
  @property({ attribute: false }) object!: AnsweredObject;
  @property({ attribute: false }) attribute = "";
  @property({ attribute: false }) labels: readonly string[] = [];
  @property({ attribute: false }) takesGold = false;
  @state() private isEditing = false;
  @state() private isSendingBack = false;
  @state() private problem: string | null = null;
  @state() private said: string | null = null;

  override render(): TemplateResult {
    const words = this.words.editing;
    const { object } = this;
    return html`<div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
      <div role="status">${this.said === null ? nothing : html`<p class="quiet small">${this.said}</p>`}</div>
      <div class="label-tools">
        ${object.status !== "labeled" || this.isEditing
          ? nothing
          : html`<button class="button" type="button" @click=${this.begin}>${words.edit}</button>`}
        ${this.isSendable ? html`<button class="button" type="button" @click=${this.beginSending}>${this.words.review.send}</button>` : nothing}
        ${this.takesGold && this.mayChange ? this.gold() : nothing}
      </div>
      ${this.isEditing && object.label !== null
        ? html`<tl-label-editor .desk=${this.desk} .job=${this.job} .object=${object} .label=${object.label} .attribute=${this.attribute}
            .labels=${this.labels} @label-edited=${this.edited} @label-kept=${this.kept}></tl-label-editor>`
        : nothing}
      ${this.isSendingBack
        ? html`<tl-send-back-form .desk=${this.desk} @comment-given=${this.sendBack} @comment-left=${this.endSending}></tl-send-back-form>`
        : nothing}
      ${object.edits.length === 0 ? nothing : this.history()}`;
  }

  /** Labelled, or failed: nobody answered, or a function made no label. */
  private get isSendable(): boolean {
    return ["labeled", "failed"].includes(this.object.status) && !this.isEditing && !this.isSendingBack;
  }

  private get mayChange(): boolean {
    return this.desk.session?.role !== "reviewer";
  }

  private gold(): TemplateResult {
    const words = this.words.editing;
    const { gold } = this.object;
    const choose = (event: Event): void => {
      const chosen = (event.target as HTMLSelectElement).value;
      const entry = { ObjectNumber: this.object.number, ...(chosen === "" ? {} : { ClassName: chosen }) };
      void this.change("PutGoldLabels", { GoldLabels: [entry] }, chosen === "" ? words.goldTaken : words.goldSet(chosen));
    };
    return html`<label class="go-to">${words.gold}
      <select @change=${choose}>
        <option value="" ?selected=${gold === null}>${words.noGold}</option>
        ${this.labels.map((name) => html`<option value=${name} ?selected=${name === gold}>${name}</option>`)}
      </select></label>`;
  }

  private history(): TemplateResult {
    const words = this.words.editing;
    return html`<section class="panel">
      <h3>${words.history}</h3>
      <ol class="history">${[...this.object.edits].reverse().map((edit) => this.edit(edit))}</ol>
    </section>`;
  }

  private edit(edit: LabelEdit): TemplateResult {
    const words = this.words.editing;
    const back = (): void => {
      void this.change("RevertLabel", { ObjectNumber: this.object.number, Revision: edit.revision - 1, ...(this.object.etag === null ? {} : { IfMatch: this.object.etag }) }, words.reverted);
    };
    const name = words.revert(this.words.moment(edit.at));
    return html`<li>
      <p><span class="strong breaks">${personOf(edit.actor)}</span> <span class="quiet small">${this.words.moment(edit.at)}</span></p>
      ${this.values(edit)}
      ${edit.comment === "" ? nothing : html`<p class="breaks">${edit.comment}</p>`}
      ${this.mayChange ? html`<button class="button small" type="button" aria-label=${name} @click=${back}>${words.undo}</button>` : nothing}
    </li>`;
  }

  /** The values at a glance if they are short; what is drawn is long. */
  private values(edit: LabelEdit): TemplateResult {
    const [before, after] = [valueText(edit.before, this.attribute), valueText(edit.after, this.attribute)];
    const shown = html`<p class="breaks small"><del>${before}</del> → <ins>${after}</ins></p>`;
    if (!before.includes("\n") && !after.includes("\n")) return shown;
    return html`<details><summary class="small">${this.words.objects.raw}</summary>${shown}</details>`;
  }

  private readonly begin = (): void => {
    this.isEditing = true;
    this.said = null;
  };

  private readonly beginSending = (): void => {
    this.isSendingBack = true;
    this.said = null;
  };

  private readonly endSending = (): void => {
    this.isSendingBack = false;
  };

  private readonly sendBack = (event: CustomEvent<string>): void => {
    this.isSendingBack = false;
    const request = { ObjectNumber: this.object.number, Comment: event.detail };
    void this.change("SendBackObject", request, this.words.review.statuses["sent-back"]);
  };

  private readonly end = (): void => {
    this.isEditing = false;
  };

  /** Left unedited; somebody else may have edited it meanwhile. */
  private readonly kept = (): void => {
    this.end();
    this.tell();
  };

  private readonly edited = (): void => {
    this.end();
    this.said = this.words.editing.saved;
    this.tell();
  };

  private async change(operation: string, request: Readonly<Record<string, string | number | readonly object[]>>, said: string): Promise<void> {
    this.problem = null;
    try {
      await this.desk.api.operation(operation, { LabelingJobName: this.job, ...request });
      this.said = said;
      this.tell();
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }

  private tell(): void {
    this.dispatchEvent(new CustomEvent("label-changed"));
  }
}
