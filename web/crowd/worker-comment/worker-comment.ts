import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { controlStyles } from "../control/control-styles.js";
import { textStyles } from "../control/text-styles.js";
import { dialogFrame } from "../dialog/dialog-frame.js";
import { dialogStyles } from "../dialog/dialog-styles.js";
import { words } from "../words/page-words.js";
import { workerCommentStyles } from "./worker-comment-styles.js";

/**
 * A remark on an answer: a link below a classifier's categories opens a dialog to write it in. What the element holds
 * tells the worker what to write. The classifier around it puts the text into its own answer as `workerComment`.
 */
export class WorkerComment extends LitElement {
  static override readonly styles = [controlStyles, dialogStyles, textStyles, workerCommentStyles];

  @query("dialog") private readonly dialog!: HTMLDialogElement | null;
  @query("textarea") private readonly field!: HTMLTextAreaElement | null;

  @property() header = "";
  @property({ attribute: "link-text" }) linkText = "";
  @property() placeholder = "";
  /** What the worker has written. */
  @property({ attribute: false }) text = "";

  override connectedCallback(): void {
    super.connectedCallback();
    // Its place in the classifier is below the categories.
    if (this.slot === "") this.slot = "worker-comment";
  }

  show(): void {
    if (this.dialog?.open !== false) return;
    this.dialog.showModal();
    this.field?.focus();
  }

  hide(): void {
    this.dialog?.close();
  }

  #onInput(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
  }

  /** The field ends at the shadow root; the page hears of the change from the element. */
  #onClosed(): void {
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  protected override render(): TemplateResult {
    const written = this.text.trim() !== "";
    const link = this.linkText === "" ? words().addComment : this.linkText;
    return html`
      <button class="open-link" type="button" @click=${this.show}>${written ? words().editComment : link}</button>
      ${written ? html`<p class="preview">${this.text}</p>` : nothing}
      ${dialogFrame({
        heading: this.header === "" ? words().addComment : this.header,
        content: this.#renderContent(),
        readOnly: false,
        closed: () => {
          this.#onClosed();
        },
      })}
    `;
  }

  #renderContent(): TemplateResult {
    return html`
      <div class="about"><slot></slot></div>
      <textarea
        class="field"
        rows="4"
        aria-label=${words().comment}
        placeholder=${this.placeholder}
        .value=${live(this.text)}
        @input=${this.#onInput}
      ></textarea>
      <div class="end"><crowd-button variant="primary" @click=${this.hide}>${words().done}</crowd-button></div>
    `;
  }
}
