import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import { ConsolePart } from "../parts/console-part.js";
import "../parts/page-frame.js";
import type { PageFrame, PageSaid } from "../parts/page-frame.js";
import type { JsonObject, LabelPage } from "../wire/contract.js";

/** Puts an answer in the place of a label that has this ETag; rejects with what the server said. */
export type SaveAnswer = (answer: JsonObject, etag: string) => Promise<void>;

/**
 * The worker page of an object with its label on it: what is submitted there is the new label. Tells `label-drawn` when it
 * is saved, `label-shown` when it can be worked on, `label-touched` at a change, and `label-not-drawable` with the reason when there is no such page.
 */
@customElement("tl-label-drawing")
export class LabelDrawing extends ConsolePart {
  @property({ attribute: false }) job = "";
  @property({ attribute: false }) number = 0;
  @property({ attribute: false }) save!: SaveAnswer;
  @state() private page: LabelPage | null = null;
  @state() private hints: readonly KeyHint[] = [];
  @state() private problem: string | null = null;
  private isSaving = false;
  @query("tl-page-frame") private readonly frame!: PageFrame | null;

  override render(): TemplateResult {
    const words = this.words.editing;
    return html`<div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
      ${this.page === null
        ? html`<p class="quiet" role="status">${words.opening}</p>`
        : html`<tl-page-frame .desk=${this.desk} .address=${this.page.address} .name=${words.page(this.number)} @page-said=${this.hear}></tl-page-frame>`}
      ${this.hints.length === 0 ? nothing : this.keys()}`;
  }

  /** Has the page submit, as its own button does. */
  submit(): void {
    this.frame?.tell({ type: "request-submit" });
  }

  protected override firstUpdated(): void {
    void this.open();
  }

  private keys(): TemplateResult {
    return html`<details class="page-keys" open>
      <summary>${this.words.editing.keys}</summary>
      <dl>${this.hints.map((hint) => html`<div><dt><kbd>${hint.keys}</kbd></dt><dd>${hint.action}</dd></div>`)}</dl>
    </details>`;
  }

  private async open(): Promise<void> {
    try {
      this.page = await this.desk.api.labelPage(this.job, this.number, this.desk.localization.language);
    } catch (failure) {
      this.dispatchEvent(new CustomEvent("label-not-drawable", { detail: this.desk.noticeFailure(failure) }));
    }
  }

  private readonly hear = ({ detail: message }: PageSaid): void => {
    switch (message.type) {
      case "ready":
        this.dispatchEvent(new CustomEvent("label-shown"));
        return;
      case "draft":
        this.dispatchEvent(new CustomEvent("label-touched"));
        return;
      case "submit":
        void this.send(message.answer);
        return;
      case "keys":
        this.hints = message.hints;
        return;
      case "error":
        this.problem = message.message;
        return;
      default:
        return;
    }
  };

  private async send(answer: JsonObject): Promise<void> {
    if (this.isSaving || this.page === null) return;
    this.isSaving = true;
    this.problem = null;
    this.frame?.tell({ type: "submitting" });
    try {
      await this.save(answer, this.page.etag);
      this.frame?.tell({ type: "saved" });
      this.dispatchEvent(new CustomEvent("label-drawn"));
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
      this.frame?.tell({ type: "failed", message: this.problem });
    } finally {
      this.isSaving = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tl-label-drawing": LabelDrawing;
  }
}
