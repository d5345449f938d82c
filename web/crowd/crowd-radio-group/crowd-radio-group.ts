import { LitElement, css, html, type TemplateResult } from "lit";

/** Holds crowd-radio-buttons of which one at most is checked. The buttons do the work; this says that they belong together. */
export class CrowdRadioGroup extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      margin-block: var(--tl-space-2);
    }

    :host([hidden]) {
      display: none !important;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute("role")) this.setAttribute("role", "radiogroup");
  }

  /** The value of the checked button; null when there is none. */
  get selected(): string | null {
    const buttons = this.querySelectorAll<HTMLElement & { checked: boolean; value: string }>("crowd-radio-button");
    return Array.from(buttons).find((button) => button.checked)?.value ?? null;
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
