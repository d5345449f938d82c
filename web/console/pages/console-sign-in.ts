import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { icons } from "../../portal/parts/icons.js";
import { ConsolePart } from "../parts/console-part.js";
import "../parts/console-languages.js";
import { ConsoleRefusal } from "../wire/console-api.js";

/** The way in for requesters and reviewers. */
@customElement("tl-console-sign-in")
export class ConsoleSignIn extends ConsolePart {
  @state() private problem: string | null = null;
  @state() private busy = false;

  override render(): TemplateResult {
    const words = this.words.signIn;
    const told = this.problem ?? this.desk.barred;
    return html`<div class="entrance">
      <main id="main" class="entrance-card">
        <div class="wordmark">${icons.mark}<span>${this.words.product}</span></div>
        <h1 tabindex="-1">${words.title}</h1>
        <p class="quiet">${words.lead}</p>
        <form class="form" novalidate @submit=${this.submit}>
          <div role="alert" id="console-problem" class="form-problem">${told ?? nothing}</div>
          <label for="console-email">${words.email}</label>
          <input id="console-email" name="email" type="email" autocomplete="username" autocapitalize="none" required />
          <label for="console-password">${words.password}</label>
          <input id="console-password" name="password" type="password" autocomplete="current-password" required />
          <button class="button primary wide" type="submit" aria-disabled=${this.busy ? "true" : "false"}>
            ${this.busy ? words.busy : words.button}
          </button>
        </form>
      </main>
      <footer class="entrance-foot"><tl-console-languages .desk=${this.desk}></tl-console-languages></footer>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLInputElement>("input")?.focus();
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const [email, password] = [...this.querySelectorAll("input")].map((field) => field.value.trim());
    if (email === undefined || email === "" || password === undefined || password === "") {
      this.problem = this.words.signIn.missing;
      return;
    }
    this.busy = true;
    this.problem = null;
    try {
      await this.desk.signIn(email, password);
    } catch (failure) {
      const wrong = failure instanceof ConsoleRefusal && failure.status === 401;
      this.problem = wrong ? this.words.signIn.wrong : this.desk.noticeFailure(failure);
    } finally {
      this.busy = false;
    }
  }
}
