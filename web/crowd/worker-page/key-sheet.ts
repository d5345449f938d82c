import { LitElement, css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { keyParts } from "../../shared/keys/key-parts.js";
import { Localization } from "../../shared/localization/localization.js";
import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import { controlStyles } from "../control/control-styles.js";
import { isWriting } from "../control/interactive-content.js";
import { localization, words } from "../words/page-words.js";
import { keyHintsOf } from "./key-hints.js";

const english = { title: "Keyboard shortcuts", none: "This page has no keys of its own." };
const sheetLocalization = new Localization<typeof english>(
  {
    en: english,
    ko: { title: "키보드 단축키", none: "이 페이지에는 따로 쓰는 키가 없습니다." },
    "pt-BR": { title: "Atalhos de teclado", none: "Esta página não tem teclas próprias." },
  },
  localization.language,
);

/** The sheet of keys of a page outside the portal, which inside it shows them among its own. */
export class KeySheet extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      dialog {
        inline-size: min(32rem, calc(100vw - 2rem));
        max-block-size: calc(100vh - 4rem);
        padding: var(--tl-space-4);
        border: 1px solid var(--tl-line-color);
        border-radius: var(--tl-radius-large);
        background: var(--tl-raised);
        color: var(--tl-text);
        font: var(--tl-size-body) / var(--tl-line) var(--tl-font);
        box-shadow: var(--tl-shadow);
      }

      dialog::backdrop {
        background: var(--tl-backdrop);
      }

      h2 {
        margin: 0;
        font-size: var(--tl-size-lead);
      }

      dl {
        max-block-size: 55vh;
        margin: var(--tl-space-3) 0;
        overflow-y: auto;
      }

      dl > div {
        display: flex;
        gap: var(--tl-space-4);
        align-items: center;
        justify-content: space-between;
        padding-block: var(--tl-space-1);
        border-block-end: 1px solid var(--tl-line-color);
      }

      dt {
        order: 2;
        flex: none;
      }

      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }

      kbd {
        margin-inline-start: 2px;
        padding: 0 0.375rem;
        border: 1px solid var(--tl-control-line);
        border-radius: 4px;
        font-family: inherit;
        font-size: var(--tl-size-small);
      }
    `,
  ];

  @property({ attribute: false }) hints: readonly KeyHint[] = [];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  #closed(): void {
    this.remove();
  }

  #close(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }

  protected override render(): TemplateResult {
    const rows = this.hints.map(
      ({ keys, action }) => html`<div>
        <dt>${keyParts(keys).map((key) => html`<kbd>${key}</kbd>`)}</dt>
        <dd>${action}</dd>
      </div>`,
    );
    return html`<dialog aria-labelledby="title" @close=${this.#closed}>
      <h2 id="title">${sheetLocalization.words.title}</h2>
      ${rows.length === 0 ? html`<p>${sheetLocalization.words.none}</p>` : html`<dl tabindex="0">${rows}</dl>`}
      <crowd-button variant="primary" @click=${this.#close}>${words().close}</crowd-button>
    </dialog>`;
  }
}

export const keySheetTag = "truthloop-key-sheet";

/** Shows the sheet on ?, unless the worker is writing. */
export function offerKeySheet(page: Document): void {
  page.addEventListener("keydown", (event) => {
    const used = event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isWriting(event);
    if (used || event.key !== "?" || page.querySelector(keySheetTag) !== null) return;
    event.preventDefault();
    const sheet = new KeySheet();
    sheet.hints = keyHintsOf(page);
    page.body.append(sheet);
  });
}
