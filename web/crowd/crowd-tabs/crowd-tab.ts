import { LitElement, css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";

/** One page of crowd-tabs. Hidden pages stay part of the form around them. */
export class CrowdTab extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      padding-block: var(--tl-space-3);
    }

    ::slotted(:first-child) {
      margin-block-start: 0;
    }

    :host([role="tabpanel"]:not([selected])),
    :host([hidden]) {
      display: none !important;
    }
  `;

  /** The word on its tab. */
  @property() header = "";
  @property({ type: Boolean, reflect: true }) selected = false;

  /** Shows this page at once, for something inside that needs the worker. */
  reveal(): void {
    this.dispatchEvent(new Event("truthloop-reveal-tab", { bubbles: true }));
  }

  protected override updated(): void {
    this.dispatchEvent(new Event("truthloop-tab-changed", { bubbles: true }));
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
