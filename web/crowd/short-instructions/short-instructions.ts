import { LitElement, html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { InstructionsPresence } from "../instructions/instructions-presence.js";
import { words } from "../words/page-words.js";
import { shortInstructionsStyles } from "./short-instructions-styles.js";

/** Narrower than this the panel lies above the page and starts folded; page-style.ts makes room by the same width. */
const narrow = "(max-width: 47.99rem)";

/**
 * The instructions always in sight: a panel at the page's left edge, or folded at its top where there is little room.
 * It stands where it stands in the document, so that the template's own selectors and styles keep working.
 */
export class ShortInstructions extends LitElement {
  static override readonly styles = [controlStyles, shortInstructionsStyles];

  readonly #presence = InstructionsPresence.ofShort(this);

  @query(".panel") private readonly panel!: HTMLElement | null;

  @state() private open = !window.matchMedia(narrow).matches;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (!document.querySelector("short-instructions")) delete document.documentElement.dataset["truthloopPanel"];
  }

  protected override updated(): void {
    const panel = this.panel;
    if (panel === null || !this.isConnected) return;
    // The top layer: no transform, overflow or containment of the template's can trap or cut the panel there.
    if (!panel.matches(":popover-open")) panel.showPopover();
    const { dataset } = document.documentElement;
    if (panel.getClientRects().length > 0) dataset["truthloopPanel"] = this.open ? "open" : "folded";
    else delete dataset["truthloopPanel"];
  }

  #toggle(): void {
    this.open = !this.open;
  }

  #showFull(): void {
    this.#presence.full?.show();
  }

  protected override render(): TemplateResult {
    const full =
      this.#presence.full === undefined
        ? nothing
        : html`<button class="more" type="button" @click=${this.#showFull}>${words().viewFullInstructions}</button>`;
    if (!this.#presence.isFirst) return html`<div class="inline"><slot></slot></div>`;
    return html`
      <aside popover="manual" class="panel ${this.open ? "open" : "folded"}" part="panel" aria-label=${words().instructions}>
        <button
          class="fold"
          type="button"
          aria-expanded=${this.open ? "true" : "false"}
          aria-controls="content"
          title=${this.open ? words().hideInstructions : words().showInstructions}
          @click=${this.#toggle}
        >
          <span class="title">${words().instructions}</span>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7" /></svg>
        </button>
        <div id="content" class="content" tabindex="0" role="group" aria-label=${words().instructions} ?hidden=${!this.open}>
          <div class="text"><slot></slot></div>
          ${full}
        </div>
      </aside>
    `;
  }
}
