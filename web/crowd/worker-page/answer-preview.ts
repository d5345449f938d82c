import { LitElement, css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Answer } from "../../shared/messages/worker-page-messages.js";
import { controlStyles } from "../control/control-styles.js";
import { words } from "../words/page-words.js";

/** Outside the portal a submission goes nowhere: the requester who previews a page sees what would have been sent. */
export class AnswerPreview extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      :host {
        position: fixed;
        inset: auto 0 0 auto;
        z-index: 1001;
        inline-size: min(34rem, 100vw);
        padding: var(--tl-space-3);
        color: var(--tl-text);
        font: var(--tl-size-body) / var(--tl-line) var(--tl-font);
      }

      section {
        padding: var(--tl-space-4);
        border: 1px solid var(--tl-line-color);
        border-radius: var(--tl-radius-large);
        background: var(--tl-raised);
        box-shadow: var(--tl-shadow);
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }

      h2 {
        margin: 0;
        font-size: var(--tl-size-lead);
      }

      p {
        margin: var(--tl-space-1) 0 var(--tl-space-3);
        color: var(--tl-text-quiet);
        font-size: var(--tl-size-small);
      }

      pre {
        max-block-size: 40vh;
        margin: 0;
        padding: var(--tl-space-3);
        border-radius: var(--tl-radius);
        background: var(--tl-sunken);
        font-family: var(--tl-font-mono);
        font-size: var(--tl-size-small);
        overflow: auto;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
    `,
  ];

  @property({ attribute: false }) answer: Answer = {};

  #close(): void {
    this.remove();
  }

  protected override render(): TemplateResult {
    return html`
      <section role="status" aria-labelledby="title">
        <header>
          <h2 id="title">${words().previewTitle}</h2>
          <crowd-button variant="icon" icon="close" title=${words().close} @click=${this.#close}></crowd-button>
        </header>
        <p>${words().previewNote}</p>
        <pre tabindex="0">${JSON.stringify([this.answer], null, 2)}</pre>
      </section>
    `;
  }
}

export const answerPreviewTag = "truthloop-answer-preview";

/** Shows an answer, in place of the one shown before. */
export function showPreview(page: Document, answer: Answer): void {
  page.querySelector(answerPreviewTag)?.remove();
  const preview = new AnswerPreview();
  preview.answer = answer;
  page.body.append(preview);
}
