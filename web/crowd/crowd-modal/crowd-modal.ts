import { LitElement, css, html, type PropertyValues, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { dialogFrame } from "../dialog/dialog-frame.js";
import { dialogStyles } from "../dialog/dialog-styles.js";
import { words } from "../words/page-words.js";

/** A dialog behind a link or a button. What stands inside stays part of the form around it. */
export class CrowdModal extends LitElement {
  static override readonly styles = [
    controlStyles,
    dialogStyles,
    css`
      :host {
        display: inline-block;
      }
    `,
  ];

  @query("dialog") private readonly dialog!: HTMLDialogElement | null;

  @property({ attribute: "link-text" }) linkText = "";
  @property({ attribute: "link-type" }) linkType = "link";
  @property({ type: Boolean, reflect: true }) opened = false;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("opened")) return;
    this.#follow();
    if (changed.get("opened") !== undefined)
      this.dispatchEvent(new CustomEvent("opened-changed", { detail: { value: this.opened } }));
  }

  open(): void {
    this.opened = true;
  }

  close(): void {
    this.opened = false;
  }

  /** Opens at once, for something inside that needs the worker. */
  reveal(): void {
    this.open();
    this.#follow();
  }

  #follow(): void {
    const dialog = this.dialog;
    if (dialog === null || dialog.open === this.opened) return;
    if (this.opened) dialog.showModal();
    else dialog.close();
  }

  protected override render(): TemplateResult {
    const text = this.linkText === "" ? words().openDialog : this.linkText;
    const opener =
      this.linkType === "button"
        ? html`<crowd-button class="opener" @click=${this.open}>${text}</crowd-button>`
        : html`<button class="open-link opener" type="button" @click=${this.open}>${text}</button>`;
    return html`${opener}${dialogFrame({
      heading: text,
      content: html`<slot></slot>`,
      readOnly: false,
      close: () => {
        this.close();
      },
      // By Escape. The event comes a moment after the dialog closed: a script may have opened it again.
      closed: () => {
        if (this.dialog?.open !== true) this.close();
      },
    })}`;
  }
}
