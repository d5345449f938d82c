import { LitElement, html, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { workbenchFrameStyles } from "./workbench-frame-styles.js";
import { workbenchWords } from "./workbench-words.js";

/** Narrower than this the list of objects starts folded. */
const narrow = "(max-width: 47.99rem)";

/**
 * The frame of every image tool, which leaves the picture as much room as there is. Slots: `labels` (chips above),
 * `bar` (tools), the picture itself (no name), `side` (list of objects and what belongs to one) and `status`.
 */
export class WorkbenchFrame extends LitElement {
  static override readonly styles = [controlStyles, workbenchFrameStyles];

  @state() private open = !window.matchMedia(narrow).matches;
  /** What the fold of the side panel says, such as the number of objects. */
  @property({ attribute: false }) summary = "";

  #toggle(): void {
    this.open = !this.open;
  }

  protected override render(): TemplateResult {
    const words = workbenchWords();
    return html`<div class="frame ${this.open ? "open" : "folded"}">
      <div class="labels"><slot name="labels"></slot></div>
      <div class="bar"><slot name="bar"></slot></div>
      <div class="stage"><slot></slot></div>
      <div class="side">
        <button
          class="fold"
          type="button"
          aria-expanded=${this.open}
          aria-controls="side"
          title=${this.open ? words.closePanel : words.openPanel}
          @click=${this.#toggle}
        >
          <span>${this.summary === "" ? words.objects : this.summary}</span>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5l7 7-7 7" /></svg>
        </button>
        <div id="side" class="content" ?hidden=${!this.open}><slot name="side"></slot></div>
      </div>
      <div class="status"><slot name="status"></slot></div>
    </div>`;
  }
}
