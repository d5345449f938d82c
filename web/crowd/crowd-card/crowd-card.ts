import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";

/** A framed piece of a page, with a picture and a heading above it if it is given them. */
export class CrowdCard extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      :host {
        display: block;
        margin-block: var(--tl-space-3);
        border: 1px solid var(--tl-line-color);
        border-radius: var(--tl-radius-large);
        background: var(--tl-raised);
        color: var(--tl-text);
        box-shadow: var(--tl-shadow);
        overflow: hidden;
      }

      img {
        display: block;
        inline-size: 100%;
        max-block-size: 60vh;
        object-fit: contain;
        background: var(--tl-sunken);
      }

      h2 {
        margin: 0;
        padding: var(--tl-space-3) var(--tl-space-4) 0;
        font-size: var(--tl-size-lead);
        font-weight: 650;
        overflow-wrap: anywhere;
      }

      .body {
        padding: var(--tl-space-3) var(--tl-space-4);
        overflow-wrap: anywhere;
      }

      .body ::slotted(:first-child) {
        margin-block-start: 0;
      }

      .body ::slotted(:last-child) {
        margin-block-end: 0;
      }
    `,
  ];

  @property() heading = "";
  /** The address of a picture. */
  @property() image = "";

  protected override render(): TemplateResult {
    return html`
      ${this.image === "" ? nothing : html`<img part="image" src=${this.image} alt=${this.heading} />`}
      ${this.heading === "" ? nothing : html`<h2 part="heading">${this.heading}</h2>`}
      <div class="body" part="body"><slot></slot></div>
    `;
  }
}
