import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";
import { controlStyles } from "../control/control-styles.js";
import { iconOrImage } from "../icon/icon-drawing.js";
import { iconStyles } from "../icon/icon-styles.js";
import { words } from "../words/page-words.js";
import { buttonStyles } from "./crowd-button-styles.js";

/** A button; `form-action` says what it does to the crowd-form around it, which listens for its clicks. */
export class CrowdButton extends LitElement {
  static override readonly styles = [controlStyles, iconStyles, buttonStyles];
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  @property({ attribute: "form-action", reflect: true }) formAction = "";
  @property({ reflect: true }) variant = "normal";
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Shows that work is going on; the button can then not be pressed, whatever `disabled` says. */
  @property({ type: Boolean, reflect: true }) loading = false;
  /** As `loading`, set by the form while an answer is on its way. */
  @property({ attribute: false }) busy = false;
  @property() href: string | undefined;
  @property() target: string | undefined;
  @property() icon = "";
  @property({ attribute: "icon-url" }) iconUrl = "";
  @property({ attribute: "icon-align", reflect: true }) iconAlign = "left";

  constructor() {
    super();
    // In the capture phase, so that no listener of the page hears a click that does not count.
    this.addEventListener("click", this.#refuseWhenUnusable, { capture: true });
  }

  get isUsable(): boolean {
    return !this.disabled && !this.loading && !this.busy;
  }

  readonly #refuseWhenUnusable = (event: Event): void => {
    if (this.isUsable) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  protected override render(): TemplateResult {
    const label = this.getAttribute("aria-label") ?? (this.variant === "icon" ? this.title || this.icon : undefined);
    if (this.href !== undefined && this.isUsable) {
      const rel = this.target === "_blank" ? "noopener" : undefined;
      return html`<a
        class="button"
        part="button"
        href=${this.href}
        target=${ifDefined(this.target)}
        rel=${ifDefined(rel)}
        aria-label=${ifDefined(label)}
        >${this.#renderContent()}</a
      >`;
    }
    return html`<button
      type="button"
      class="button"
      part="button"
      aria-label=${ifDefined(label)}
      aria-busy=${this.loading || this.busy ? "true" : nothing}
      ?disabled=${!this.isUsable}
    >
      ${this.#renderContent()}
    </button>`;
  }

  #renderContent(): TemplateResult {
    const working = this.loading || this.busy;
    const mark = working ? html`<span class="spinner" role="img" aria-label=${words().loading}></span>` : this.#renderIcon();
    return html`${mark}<span class="text"><slot></slot></span>`;
  }

  #renderIcon(): TemplateResult | typeof nothing {
    if (this.iconUrl !== "") return html`<img class="icon" src=${this.iconUrl} alt="" />`;
    return iconOrImage(this.icon);
  }
}
