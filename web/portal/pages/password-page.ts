import { type TemplateResult, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { icons } from "../parts/icons.js";
import { PageElement } from "../parts/page-element.js";
import "../parts/language-menu.js";
import { Refusal } from "../wire/refusals.js";

type FieldName = "current" | "wanted" | "repeat";

/** The password change that a first sign-in asks for. */
@customElement("tl-password-page")
export class PasswordPage extends PageElement {
  @state() private problem: { readonly field: FieldName; readonly message: () => string } | null = null;
  @state() private busy = false;

  override render(): TemplateResult {
    const words = this.words.password;
    return html`<div class="entrance">
      <main id="main" class="entrance-card">
        <div class="wordmark">${icons.mark}<span>${this.words.product}</span></div>
        <h1 tabindex="-1">${words.title}</h1>
        <p class="quiet">${words.lead}</p>
        <form class="form" novalidate @submit=${this.submit}>
          <div class="form-problem" role="alert" id="password-problem">${this.problem?.message()}</div>
          <input class="sr-only" type="email" autocomplete="username" tabindex="-1" aria-hidden="true" readonly .value=${this.desk.session?.worker.email ?? ""} />
          ${this.field("current", words.current, "current-password")}
          ${this.field("wanted", words.wanted, "new-password")}
          ${this.field("repeat", words.repeat, "new-password")}
          <button class="button primary wide" type="submit" aria-disabled=${this.busy ? "true" : "false"}>
            ${this.busy ? words.busy : words.button}
          </button>
        </form>
      </main>
      <footer class="entrance-foot">
        <tl-language-menu .desk=${this.desk}></tl-language-menu>
        <button class="button plain" type="button" @click=${this.signOut}>${this.words.logOut}</button>
      </footer>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.input("current")?.focus();
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
    const [current, wanted, repeat] = (["current", "wanted", "repeat"] as const).map((name) => this.input(name)?.value ?? "");
    this.problem = this.missingOrDifferent(current ?? "", wanted ?? "", repeat ?? "");
    if (this.problem === null) await this.tryWith(current ?? "", wanted ?? "");
    if (this.problem !== null) this.input(this.problem.field)?.focus();
  }

  private missingOrDifferent(current: string, wanted: string, repeat: string): PasswordPage["problem"] {
    if (current === "") return { field: "current", message: () => this.words.password.missing };
    if (wanted === "") return { field: "wanted", message: () => this.words.password.missing };
    if (wanted !== repeat) return { field: "repeat", message: () => this.words.password.differ };
    return null;
  }

  private async tryWith(current: string, wanted: string): Promise<void> {
    this.busy = true;
    try {
      await this.desk.changePassword(current, wanted);
    } catch (failure) {
      this.problem = this.problemOf(failure);
    } finally {
      this.busy = false;
    }
  }

  private problemOf(failure: unknown): PasswordPage["problem"] {
    if (!(failure instanceof Refusal)) return { field: "wanted", message: () => this.words.signIn.unreachable };
    if (failure.code === "wrong-credentials") return { field: "current", message: () => this.words.password.wrongCurrent };
    return { field: "wanted", message: () => failure.message };
  }

  private signOut(): void {
    void this.desk.signOut().catch(() => undefined);
  }
}
