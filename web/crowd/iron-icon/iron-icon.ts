import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { iconDrawing } from "../icon/icon-drawing.js";
import { iconStyles } from "../icon/icon-styles.js";

/** An icon by its name, or an image by `src`. A name not in the set shows nothing and keeps its room. */
export class IronIcon extends LitElement {
  static override readonly styles = [
    controlStyles,
    iconStyles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        inline-size: var(--iron-icon-width, 24px);
        block-size: var(--iron-icon-height, 24px);
        vertical-align: middle;
      }

      .icon {
        inline-size: 100%;
        block-size: 100%;
      }
    `,
  ];

  @property() icon = "";
  @property() src = "";

  protected override render(): TemplateResult | typeof nothing {
    return this.src === "" ? iconDrawing(this.icon) : html`<img class="icon" src=${this.src} alt="" />`;
  }
}
