import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { dialogFrame } from "../dialog/dialog-frame.js";
import { dialogStyles } from "../dialog/dialog-styles.js";
import { InstructionsPresence } from "../instructions/instructions-presence.js";
import { words } from "../words/page-words.js";
import { fullInstructionsStyles } from "./full-instructions-styles.js";

/** The long instructions, in a dialog. Without a panel to open them from they bring a button of their own. */
export class FullInstructions extends LitElement {
  static override readonly styles = [controlStyles, dialogStyles, fullInstructionsStyles];

  readonly #presence = InstructionsPresence.ofFull(this);

  @query("dialog") private readonly dialog!: HTMLDialogElement | null;

  @property() header = "";

  show(): void {
    if (this.dialog?.open === false) this.dialog.showModal();
  }

  hide(): void {
    this.dialog?.close();
  }

  protected override render(): TemplateResult {
    const opener = this.#presence.hasPanel
      ? nothing
      : html`<button class="open-link" type="button" @click=${this.show}>${words().viewFullInstructions}</button>`;
    const heading = this.header === "" ? words().instructions : this.header;
    return html`${opener}${dialogFrame({ heading, content: html`<slot></slot>`, readOnly: true })}`;
  }
}
