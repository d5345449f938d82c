import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { InstructionsPresence } from "../instructions/instructions-presence.js";
import { words } from "../words/page-words.js";
import { fullInstructionsStyles } from "./full-instructions-styles.js";

/** The long instructions, in a dialog. Without a panel to open them from they bring a button of their own. */
export class FullInstructions extends LitElement {
  static override readonly styles = [controlStyles, fullInstructionsStyles];

  readonly #presence = InstructionsPresence.ofFull(this);

  @query("dialog") private readonly dialog!: HTMLDialogElement | null;

  @property() header = "";

  show(): void {
    if (this.dialog?.open === false) this.dialog.showModal();
  }

  hide(): void {
    this.dialog?.close();
  }

  /** A press on the dialog itself is one on the dimmed page around its content. */
  #onPress(event: MouseEvent): void {
    if (event.target === this.dialog) this.hide();
  }

  protected override render(): TemplateResult {
    const opener = this.#presence.hasPanel
      ? nothing
      : html`<button class="open" type="button" @click=${this.show}>${words().viewFullInstructions}</button>`;
    return html`
      ${opener}
      <dialog part="dialog" aria-labelledby="header" @click=${this.#onPress}>
        <div class="frame">
          <header>
            <h2 id="header">${this.header === "" ? words().instructions : this.header}</h2>
            <button class="close" type="button" aria-label=${words().close} @click=${this.hide}>
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
            </button>
          </header>
          <div class="content" tabindex="0" role="group" aria-labelledby="header"><slot></slot></div>
        </div>
      </dialog>
    `;
  }
}
