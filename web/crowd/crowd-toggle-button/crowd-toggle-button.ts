import { css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { CrowdCheckbox } from "../crowd-checkbox/crowd-checkbox.js";

/** A switch: a crowd-checkbox that slides. Gives `{value: bool}` under its name. */
export class CrowdToggleButton extends CrowdCheckbox {
  static override readonly styles = [
    ...CrowdCheckbox.styles,
    css`
      .track {
        position: relative;
        flex: none;
        inline-size: 2.5rem;
        block-size: 1.5rem;
        border: 1.5px solid var(--tl-control-line);
        border-radius: 1rem;
        background: var(--tl-surface);
        transition: background var(--tl-quick);
      }

      .track::before {
        content: "";
        position: absolute;
        inset-block-start: calc(50% - 0.5rem);
        inset-inline-start: 0.1875rem;
        inline-size: 1rem;
        block-size: 1rem;
        border-radius: 50%;
        background: var(--tl-control-line);
        transition: inset-inline-start var(--tl-quick);
      }

      :host([aria-checked="true"]) .track {
        border-color: var(--tl-accent);
        background: var(--tl-accent);
      }

      :host([aria-checked="true"]) .track::before {
        inset-inline-start: calc(100% - 1.1875rem);
        background: var(--tl-on-accent);
      }

      :host([aria-disabled="true"]) .track {
        border-color: var(--tl-line-color);
        background: var(--tl-sunken);
      }

      :host([aria-invalid="true"]) .track,
      :host([invalid]) .track {
        border-color: var(--tl-danger);
        outline: 1px solid var(--tl-danger);
      }

      @media (forced-colors: active) {
        .track,
        .track::before {
          forced-color-adjust: none;
          border-color: ButtonText;
          background: Canvas;
        }

        .track::before {
          background: ButtonText;
        }

        :host([aria-checked="true"]) .track {
          background: Highlight;
        }
      }
    `,
  ];

  /** Shown as wrong, until the worker changes it. */
  @property({ type: Boolean, reflect: true }) invalid = false;

  override connectedCallback(): void {
    if (!this.hasAttribute("role")) this.setAttribute("role", "switch");
    super.connectedCallback();
  }

  protected override announceChange(): void {
    this.invalid = false;
    super.announceChange();
  }

  protected override render(): TemplateResult {
    return html`
      <span class="row ${this.labelled ? "" : "bare"}">
        <span class="track" part="mark" aria-hidden="true"></span>
        <span class="label" part="label"><slot @slotchange=${this.noteLabel}></slot></span>
      </span>
      <span class="complaint" role="alert">${this.complaint}</span>
    `;
  }
}
