import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../parts/page-element.js";
import { Refusal } from "../wire/refusals.js";

type Problem =
  | { readonly kind: "email-missing" | "password-missing" | "wrong" | "unreachable" | "other-worker" }
  | { readonly kind: "too-many"; readonly seconds: number }
  | { readonly kind: "said"; readonly message: string };

/** Email and password, on the sign-in page and in the dialog that stands over a task when a session has ended. */
@customElement("tl-sign-in-form")
export class SignInForm extends PageElement {
  /** Set in the dialog: only this worker may go on. */
  @property({ attribute: false }) onlyEmail: string | null = null;
  @state() private problem: Problem | null = null;
  @state() private busy = false;

  override render(): TemplateResult {
    const words = this.words.signIn;
    const told = this.problem === null ? nothing : "sign-in-problem";
    return html`<form class="form" novalidate @submit=${this.submit}>
      <div class="form-problem" role="alert" id="sign-in-problem">
        ${this.problem === null ? nothing : this.say(this.problem)}
      </div>
      <div class="field">
        <label for="sign-in-email">${words.email}</label>
        <input
          id="sign-in-email"
          name="email"
          type="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          ?readonly=${this.onlyEmail !== null}
          .value=${this.onlyEmail ?? ""}
          aria-describedby=${told}
          aria-invalid=${this.problem?.kind === "wrong" || this.problem?.kind === "email-missing" ? "true" : "false"}
        />
      </div>
      <div class="field">
        <label for="sign-in-password">${words.password}</label>
        <input
          id="sign-in-password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          aria-describedby=${told}
          aria-invalid=${this.problem?.kind === "wrong" || this.problem?.kind === "password-missing" ? "true" : "false"}
        />
      </div>
      <button class="button primary wide" type="submit" aria-disabled=${this.busy ? "true" : "false"}>
        ${this.busy ? words.busy : words.button}
      </button>
    </form>`;
  }

  /** Puts the keyboard on the first field that wants something. */
  protected override firstUpdated(): void {
    const email = this.field("email");
    (email?.value === "" ? email : this.field("password"))?.focus();
  }

  private field(name: "email" | "password"): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const email = this.field("email")?.value.trim() ?? "";
    const password = this.field("password")?.value ?? "";
    this.problem = missing(email, password);
    if (this.problem === null) await this.tryWith(email, password);
    if (this.problem !== null) await this.pointAtProblem();
  }

  private async tryWith(email: string, password: string): Promise<void> {
    this.busy = true;
    try {
      if (this.onlyEmail === null) await this.desk.signIn(email, password);
      else if (!(await this.desk.signInInPlace(email, password))) this.problem = { kind: "other-worker" };
    } catch (failure) {
      this.problem = problemOf(failure);
    } finally {
      this.busy = false;
    }
  }

  private async pointAtProblem(): Promise<void> {
    await this.updateComplete;
    const field = this.field(this.problem?.kind === "email-missing" ? "email" : "password");
    field?.focus();
    field?.select();
  }

  private say(problem: Problem): string {
    const words = this.words.signIn;
    switch (problem.kind) {
      case "email-missing":
        return words.emailMissing;
      case "password-missing":
        return words.passwordMissing;
      case "wrong":
        return words.wrong;
      case "too-many":
        return words.tooMany(problem.seconds);
      case "unreachable":
        return words.unreachable;
      case "other-worker":
        return words.otherWorker;
      case "said":
        return problem.message;
    }
  }
}

function missing(email: string, password: string): Problem | null {
  if (email === "") return { kind: "email-missing" };
  return password === "" ? { kind: "password-missing" } : null;
}

function problemOf(failure: unknown): Problem {
  if (!(failure instanceof Refusal)) return { kind: "unreachable" };
  if (failure.status === 429) return { kind: "too-many", seconds: failure.retryAfterSeconds ?? 60 };
  return failure.status === 401 ? { kind: "wrong" } : { kind: "said", message: failure.message };
}
