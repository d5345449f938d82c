import { LitElement, css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { iconOrImage, iconWords } from "../icon/icon-drawing.js";
import { iconStyles } from "../icon/icon-styles.js";

/** A round button with an image in its middle; the click that a disabled one gets does not count. */
export class CrowdIconButton extends LitElement {
  static override readonly styles = [
    controlStyles,
    iconStyles,
    css`
      :host {
        display: inline-block;
        vertical-align: middle;
      }

      button {
        display: grid;
        place-items: center;
        inline-size: 2.5rem;
        block-size: 2.5rem;
        padding: 0;
        border: 0;
        border-radius: 50%;
        background: none;
        color: inherit;
        cursor: pointer;
        font: inherit;
        transition: background var(--tl-quick);
      }

      button:hover {
        background: var(--tl-accent-soft);
        color: var(--tl-accent);
      }

      button:disabled {
        background: none;
        color: var(--tl-text-quiet);
        cursor: not-allowed;
        opacity: 0.6;
      }

      .icon {
        inline-size: 1.5rem;
        block-size: 1.5rem;
      }
    `,
  ];
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  @property() icon = "";
  @property({ type: Boolean, reflect: true }) disabled = false;

  constructor() {
    super();
    this.addEventListener("click", this.#refuseWhenDisabled, { capture: true });
  }

  readonly #refuseWhenDisabled = (event: Event): void => {
    if (!this.disabled) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /** What assistive technology calls it, and what a pointer at rest is told. */
  protected get spokenName(): string {
    const text = this.textContent.trim();
    return [this.getAttribute("aria-label") ?? "", this.title, text].find((name) => name !== "") ?? iconWords(this.icon);
  }

  protected override render(): TemplateResult {
    return html`<button type="button" part="button" aria-label=${this.spokenName} ?disabled=${this.disabled}>
      ${this.renderFace()}
    </button>`;
  }

  protected renderFace(): TemplateResult {
    return html`${iconOrImage(this.icon)}<slot></slot>`;
  }
}
