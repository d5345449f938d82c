import { css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { CrowdIconButton } from "../crowd-icon-button/crowd-icon-button.js";
import { iconOrImage } from "../icon/icon-drawing.js";

/** A round button that stands out from the page, with an icon or one letter. */
export class CrowdFab extends CrowdIconButton {
  static override readonly styles = [
    ...CrowdIconButton.styles,
    css`
      :host {
        margin: var(--tl-space-1);
      }

      button {
        inline-size: 3.5rem;
        block-size: 3.5rem;
        background: var(--tl-accent);
        color: var(--tl-on-accent);
        box-shadow: var(--tl-shadow);
        font-size: 1.375rem;
        font-weight: 650;
      }

      button:hover {
        background: var(--tl-accent-strong);
        color: var(--tl-on-accent);
      }

      button:disabled {
        background: var(--tl-sunken);
        color: var(--tl-text-quiet);
        box-shadow: none;
        opacity: 1;
      }
    `,
  ];

  /** One letter, instead of an icon. */
  @property() label = "";

  protected override get spokenName(): string {
    return super.spokenName === "" ? this.label : super.spokenName;
  }

  protected override renderFace(): TemplateResult {
    return html`${this.icon === "" ? this.label : iconOrImage(this.icon)}<slot></slot>`;
  }
}
