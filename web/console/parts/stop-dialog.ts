import { type TemplateResult, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ConsolePart } from "./console-part.js";

export interface StopWords {
  readonly title: string;
  readonly lead: string;
  readonly keep: string;
  readonly stop: string;
}

/** Asks before something is stopped for good; fires `stop-confirmed`. */
@customElement("tl-stop-dialog")
export class StopDialog extends ConsolePart {
  @property({ attribute: false }) content!: StopWords;

  override render(): TemplateResult {
    const words = this.content;
    return html`<dialog class="dialog" aria-labelledby="stop-title">
      <h2 id="stop-title">${words.title}</h2>
      <p class="quiet">${words.lead}</p>
      <div class="dialog-buttons">
        <button class="button" type="button" @click=${this.close}>${words.keep}</button>
        <button class="button danger" type="button" @click=${this.confirm}>${words.stop}</button>
      </div>
    </dialog>`;
  }

  open(): void {
    this.querySelector("dialog")?.showModal();
  }

  private readonly close = (): void => {
    this.querySelector("dialog")?.close();
  };

  private readonly confirm = (): void => {
    this.close();
    this.dispatchEvent(new CustomEvent("stop-confirmed"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "tl-stop-dialog": StopDialog;
  }
}
