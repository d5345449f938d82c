import { type TemplateResult, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import "./pages/correction-page.js";
import "./pages/password-page.js";
import "./pages/sign-in-form.js";
import "./pages/sign-in-page.js";
import "./pages/task-list-page.js";
import "./pages/task-page.js";
import "./parts/modal-dialog.js";
import type { DialogContent } from "./parts/modal-dialog.js";
import { PageElement } from "./parts/page-element.js";

/** The whole portal: one page at a time, and the sign-in dialog over it when a session has ended. */
@customElement("tl-portal")
export class PortalApp extends PageElement {
  private titled: string | null = null;
  private dialogFor: string | null = null;
  private dialogContent: DialogContent | null = null;

  override render(): TemplateResult {
    return html`<a class="skip-link" href="#main" @click=${this.skip}>${this.words.skipToMain}</a>
      ${this.page()}
      <tl-modal-dialog class="sign-in-dialog" .content=${this.signInDialog()}></tl-modal-dialog>`;
  }

  protected override updated(): void {
    const title = this.title_();
    if (title === this.titled) return;
    this.titled = title;
    document.title = title;
  }

  private page(): TemplateResult | typeof nothing {
    const { desk } = this;
    if (!desk.known) return this.unknown();
    switch (desk.route.page) {
      case "sign-in":
        return desk.route.invitation === null
          ? html`<tl-sign-in-page .desk=${desk}></tl-sign-in-page>`
          : html`<tl-password-page .desk=${desk} .invitation=${desk.route.invitation}></tl-password-page>`;
      case "password":
        return html`<tl-password-page .desk=${desk}></tl-password-page>`;
      case "list":
        return html`<tl-task-list-page .desk=${desk}></tl-task-list-page>`;
      case "correction":
        return html`${keyed(
          desk.route.assignmentId,
          html`<tl-correction-page .desk=${desk} .assignmentId=${desk.route.assignmentId}></tl-correction-page>`,
        )}`;
      case "task":
        return html`${keyed(
          desk.route.queueId,
          html`<tl-task-page .desk=${desk} .queueId=${desk.route.queueId} .resume=${desk.route.resume}></tl-task-page>`,
        )}`;
    }
  }

  /** Before the server has said who we are: nothing, or that it cannot be reached. */
  private unknown(): TemplateResult | typeof nothing {
    if (this.desk.connection.reachable) return nothing;
    const again = (): void => {
      void this.desk.learn();
    };
    return html`<div class="entrance">
      <main id="main" class="entrance-card">
        <h1 tabindex="-1">${this.words.product}</h1>
        <p class="quiet" role="alert">${this.words.signIn.unreachable}</p>
        <button class="button primary wide" type="button" @click=${again}>${this.words.tryAgain}</button>
      </main>
    </div>`;
  }

  private signInDialog(): DialogContent | null {
    const who = this.desk.signingInAgain;
    const key = who === null ? null : `${who.email} ${this.desk.localization.language}`;
    if (key === this.dialogFor) return this.dialogContent;
    this.dialogFor = key;
    this.dialogContent = who === null ? null : this.dialogOf(who.email);
    return this.dialogContent;
  }

  private dialogOf(email: string): DialogContent {
    const words = this.words.signIn;
    const leave = (): void => {
      this.desk.abandonPage();
    };
    const body = html`<p class="quiet">${words.againLead}</p>
      <tl-sign-in-form .desk=${this.desk} .onlyEmail=${email}></tl-sign-in-form>
      <button class="button plain wide" type="button" @click=${leave}>${words.leave}</button>`;
    return { id: "sign-in", title: words.again, body, onClose: () => undefined, closable: false };
  }

  private title_(): string {
    const { words, desk } = this;
    const page = {
      "sign-in": words.signIn.title,
      password: words.password.title,
      list: words.list.title,
      task: words.list.title,
      correction: words.correction.page,
    };
    return `${page[desk.route.page]} – ${words.product}`;
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>("h1")?.focus();
  }
}
