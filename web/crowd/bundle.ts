import tokens from "../shared/design/tokens.css?inline";
import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";

@customElement("crowd-form")
export class CrowdForm extends LitElement {
  @property() name = "x";
  override render(): unknown {
    return html`${tokens.length}${this.name}<slot></slot>`;
  }
}
