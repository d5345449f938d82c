import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { icons } from "../parts/icons.js";
import { PageElement } from "../parts/page-element.js";
import "../parts/language-menu.js";
import { Refusal } from "../wire/refusals.js";

type FieldName = "current" | "wanted" | "repeat";

interface Problem {
  readonly field: FieldName;
  readonly message: () => string;
  /** The link that led here opens nothing any more. */
  readonly final?: boolean;
}

/** A worker chooses a password: at a first sign-in, or invited by a one-time link. */
@customElement("tl-password-page")
export class PasswordPage extends PageElement {
  /** The token of a one-time link; null for somebody who is signed in. */
  @property({ attribute: false }) invitation: string | null = null;
  @state() private problem: Problem | null = null;
  @state() private busy = false;

  override render(): TemplateResult {
    const words = this.words.password;
    const invited = this.invitation !== null;
    return html`<div class="entrance">
      <main id="main" class="entrance-card">
        <div class="wordmark">${icons.mark}<span>${this.words.product}</span></div>
        <h1 tabindex="-1">${invited ? words.welcome : words.title}</h1>
        <p class="quiet">${invited ? words.welcomeLead : words.lead}</p>
        <form class="form" novalidate @submit=${this.submit}>
          <div class="form-problem" role="alert" id="password-problem">${this.problem?.message() ?? nothing}</div>
          ${invited ? nothing : this.whoAndCurrent()} ${this.field("wanted", words.wanted, "new-password")}
          ${this.field("repeat", words.repeat, "new-password")}
          <button class="button primary wide" type="submit" aria-disabled=${this.busy ? "true" : "false"}>
            ${this.busy ? words.busy : invited ? words.welcomeButton : words.button}
          </button>
        </form>
      </main>
      <footer class="entrance-foot">
        <tl-language-menu .desk=${this.desk}></tl-language-menu>
        ${this.wayOut()}
      </footer>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLInputElement>("input:not([readonly])")?.focus();
  }

  /** The present password, and unseen the email, for password managers. */
  private whoAndCurrent(): TemplateResult {
    const email = this.desk.session?.worker.email ?? "";
    return html`<input
        class="sr-only"
        type="email"
        autocomplete="username"
        tabindex="-1"
        aria-hidden="true"
        readonly
        .value=${email}
      />
      ${this.field("current", this.words.password.current, "current-password")}`;
  }

  private wayOut(): TemplateResult | typeof nothing {
    if (this.invitation === null) {
      return html`<button class="button plain" type="button" @click=${this.signOut}>${this.words.logOut}</button>`;
    }
    if (this.problem?.final !== true) return nothing;
    return html`<button class="button plain" type="button" @click=${this.toSignIn}>
      ${this.words.password.toSignIn}
    </button>`;
  }

  private field(name: FieldName, label: string, autocomplete: "current-password" | "new-password"): TemplateResult {
    const wrong = this.problem?.field === name;
    return html`<div class="field">
      <label for=${`password-${name}`}>${label}</label>
      <input
        id=${`password-${name}`}
        name=${name}
        type="password"
        autocomplete=${autocomplete}
        required
        aria-invalid=${wrong ? "true" : "false"}
        aria-describedby="password-problem"
      />
    </div>`;
  }

  private input(name: FieldName): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(`#password-${name}`);
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const current = this.input("current")?.value ?? null;
    const wanted = this.input("wanted")?.value ?? "";
    this.problem = this.missingOrDifferent(current, wanted, this.input("repeat")?.value ?? "");
    if (this.problem === null) await this.tryWith(current ?? "", wanted);
    if (this.problem !== null) this.input(this.problem.field)?.focus();
  }

  private missingOrDifferent(current: string | null, wanted: string, repeat: string): Problem | null {
    const words = this.words.password;
    if (current === "") return { field: "current", message: () => words.missing };
    if (wanted === "") return { field: "wanted", message: () => words.missing };
    return wanted === repeat ? null : { field: "repeat", message: () => words.differ };
  }

  private async tryWith(current: string, wanted: string): Promise<void> {
    this.busy = true;
    try {
      if (this.invitation === null) await this.desk.changePassword(current, wanted);
      else await this.desk.acceptInvitation(this.invitation, wanted);
    } catch (failure) {
      this.problem = this.problemOf(failure);
    } finally {
      this.busy = false;
    }
  }

  private problemOf(failure: unknown): Problem {
    const { words } = this;
    if (!(failure instanceof Refusal)) return { field: "wanted", message: () => words.signIn.unreachable };
    if (failure.code === "wrong-credentials") return { field: "current", message: () => words.password.wrongCurrent };
    return { field: "wanted", message: () => failure.message, final: failure.code === "invitation-used" };
  }

  private toSignIn(): void {
    this.desk.go({ page: "sign-in", invitation: null });
  }

  private signOut(): void {
    void this.desk.signOut().catch(() => undefined);
  }
}
