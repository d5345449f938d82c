import { html, nothing, type TemplateResult } from "lit";
import { words } from "../words/page-words.js";

export interface DialogFrame {
  readonly heading: string;
  readonly content: TemplateResult;
  /** Whether the content is only read, and so must be reachable by Tab to be scrolled by keys. */
  readonly readOnly: boolean;
  /** How the button and a press beside it close the dialog, where its owner keeps count; else they just close it. */
  readonly close?: (event: Event) => void;
  /** After the dialog has closed, by whatever way. */
  readonly closed?: () => void;
}

/** The markup of a dialog; `showModal()` opens it. Escape, the close button or a press beside it closes it. */
export function dialogFrame({ heading, content, readOnly, close = closeAround, closed }: DialogFrame): TemplateResult {
  return html`
    <dialog part="dialog" aria-labelledby="dialog-heading" @click=${onPressBeside(close)} @close=${closed ?? nothing}>
      <div class="frame">
        <header>
          <h2 id="dialog-heading">${heading}</h2>
          ${closeButton(close)}
        </header>
        <div
          class="content"
          tabindex=${readOnly ? "0" : nothing}
          role=${readOnly ? "group" : nothing}
          aria-labelledby=${readOnly ? "dialog-heading" : nothing}
        >
          ${content}
        </div>
      </div>
    </dialog>
  `;
}

/** A cross, called "Close" in the worker's language. */
export function closeButton(press: (event: Event) => void): TemplateResult {
  return html`<button class="close" type="button" aria-label=${words().close} @click=${press}>
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
  </button>`;
}

/** A press on the dialog itself is one on the dimmed page around its content. */
function onPressBeside(close: (event: Event) => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.target === event.currentTarget) close(event);
  };
}

function closeAround(event: Event): void {
  if (event.target instanceof Element) event.target.closest("dialog")?.close();
}
