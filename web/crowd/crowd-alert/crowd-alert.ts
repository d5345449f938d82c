import { LitElement, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import { closeButton } from "../dialog/dialog-frame.js";
import { smallCloseStyles } from "../dialog/small-close-styles.js";
import { iconDrawing } from "../icon/icon-drawing.js";
import { iconStyles } from "../icon/icon-styles.js";
import { words } from "../words/page-words.js";
import { alertStyles } from "./crowd-alert-styles.js";

type AlertType = "info" | "success" | "warning" | "error";

const icons: Readonly<Record<AlertType, string>> = {
  info: "info",
  success: "check-circle",
  warning: "warning",
  error: "error",
};

/** A message to the worker, with a sign for its kind. */
export class CrowdAlert extends LitElement {
  static override readonly styles = [controlStyles, iconStyles, smallCloseStyles, alertStyles];

  @property({ reflect: true }) type = "info";
  @property({ type: Boolean }) dismissible = false;

  /** Takes the message away; the page hears `dismiss` first and may refuse. */
  dismiss(): void {
    if (this.dispatchEvent(new Event("dismiss", { bubbles: true, cancelable: true }))) this.hidden = true;
  }

  get #kind(): AlertType {
    return this.type in icons ? (this.type as AlertType) : "info";
  }

  protected override render(): TemplateResult {
    const close = closeButton(() => {
      this.dismiss();
    });
    return html`
      <div class="alert" part="alert" role=${this.#kind === "error" || this.#kind === "warning" ? "alert" : "status"}>
        <span class="sign">${iconDrawing(icons[this.#kind])}</span>
        <span class="sr-only">${words().alertKinds[this.#kind]}</span>
        <div class="text"><slot></slot></div>
        ${this.dismissible ? close : nothing}
      </div>
    `;
  }
}
