import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

/** What a dialog shows and who is told when the reader closes it. */
export interface DialogContent {
  readonly id: string;
  readonly title: string;
  readonly body: TemplateResult;
  readonly onClose: () => void;
  /** False for a dialog that must be answered. */
  readonly closable: boolean;
}

/** A modal dialog: the browser keeps the keyboard inside and gives it back afterwards. */
@customElement("tl-modal-dialog")
export class ModalDialog extends LitElement {
  @property({ attribute: false }) content: DialogContent | null = null;

  override render(): TemplateResult | typeof nothing {
    const { content } = this;
    if (content === null) return nothing;
    const headingId = `dialog-${content.id}`;
    return html`<dialog class="dialog" aria-labelledby=${headingId} @cancel=${this.cancel} @close=${this.closed}>
      <h2 id=${headingId} class="dialog-title">${content.title}</h2>
      ${content.body}
    </dialog>`;
  }

  protected override willUpdate(): void {
    // Closing, and not only removing, gives the keyboard back to where it was.
    if (this.content === null) this.querySelector("dialog")?.close();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("content") || this.content === null) return;
    const dialog = this.querySelector("dialog");
    if (dialog !== null && !dialog.open) dialog.showModal();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private cancel(event: Event): void {
    if (this.content?.closable === false) event.preventDefault();
  }

  private closed(): void {
    this.content?.onClose();
  }
}
