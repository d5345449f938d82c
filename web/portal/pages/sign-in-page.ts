import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { icons } from "../parts/icons.js";
import { PageElement } from "../parts/page-element.js";
import "../parts/language-menu.js";
import "./sign-in-form.js";

/** The way in. */
@customElement("tl-sign-in-page")
export class SignInPage extends PageElement {
  @state() private unsent = 0;

  protected override arrive(): void {
    void this.desk.outbox.countWaiting().then((count) => {
      this.unsent = count;
    });
  }

  override render(): TemplateResult {
    const words = this.words.signIn;
    return html`<div class="entrance">
      <main id="main" class="entrance-card">
        <div class="wordmark">${icons.mark}<span>${this.words.product}</span></div>
        <h1 tabindex="-1">${words.title}</h1>
        <p class="quiet">${words.lead}</p>
        <div role="status">
          ${this.desk.greeting === "signed-out" ? html`<p class="notice calm">${icons.check}<span>${words.signedOut}</span></p>` : nothing}
          ${this.unsent > 0 ? html`<p class="notice info">${icons.info}<span>${words.unsent(this.unsent)}</span></p>` : nothing}
        </div>
        <tl-sign-in-form .desk=${this.desk}></tl-sign-in-form>
      </main>
      <footer class="entrance-foot"><tl-language-menu .desk=${this.desk}></tl-language-menu></footer>
    </div>`;
  }
}
