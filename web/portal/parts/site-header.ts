import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { icons } from "./icons.js";
import "./language-menu.js";
import { PageElement } from "./page-element.js";

/** The bar over the task list: who is signed in, their language, the way out. */
@customElement("tl-site-header")
export class SiteHeader extends PageElement {
  @state() private failed = false;

  override render(): TemplateResult {
    const email = this.desk.session?.worker.email ?? "";
    return html`<header class="site-header">
      <div class="wordmark">${icons.mark}<span>${this.words.product}</span></div>
      <div class="site-header-end">
        <tl-language-menu .desk=${this.desk}></tl-language-menu>
        <span class="whoami" title=${this.words.list.signedInAs(email)}>${email}</span>
        <button class="button" type="button" @click=${this.signOut}>${this.words.logOut}</button>
      </div>
      <div role="alert">
        ${this.failed ? html`<p class="notice warn">${icons.warning}<span>${this.words.signIn.unreachable}</span></p>` : nothing}
      </div>
    </header>`;
  }

  private async signOut(): Promise<void> {
    this.failed = false;
    try {
      await this.desk.signOut();
    } catch {
      this.failed = true;
    }
  }
}
