import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { ConsolePage } from "../parts/console-page.js";
import { LookAgain } from "../parts/look-again.js";
import { linkTo } from "../parts/link-to.js";
import type { FunctionSummary } from "../wire/contract.js";
import "./function-view.js";

/** The functions requesters registered, and the one that is looked at. */
@customElement("tl-functions-page")
export class FunctionsPage extends ConsolePage {
  @property({ attribute: false }) chosen: string | null = null;
  @state() private functions: readonly FunctionSummary[] | null = null;
  @state() private problem: string | null = null;
  protected readonly polling = new LookAgain(this, () => this.look());

  override render(): TemplateResult {
    const words = this.words.functions;
    return html`<main id="main" class="console-main">
      <div class="page-head"><h1 tabindex="-1">${words.title}</h1></div>
      <div role="status">${this.problem === null ? nothing : html`<p class="notice warn">${this.problem}</p>`}</div>
      ${this.body()}
    </main>`;
  }

  private body(): TemplateResult {
    const words = this.words.functions;
    const { functions } = this;
    if (functions === null) return html`<p class="quiet">${this.words.loading}</p>`;
    if (functions.length === 0)
      return html`<div class="empty"><h2>${words.empty}</h2><p class="quiet">${words.emptyLead}</p></div>`;
    const chosen = functions.find((one) => one.function === this.chosen) ?? null;
    return html`<div class="dataset functions">
      <nav aria-label=${words.title}><ul class="function-list">${functions.map((one) => this.entry(one))}</ul></nav>
      <div class="dataset-object">
        ${chosen === null
          ? html`<p class="quiet">${words.choose}</p>`
          : keyed(chosen.function, html`<tl-function-view .desk=${this.desk} .subject=${chosen}></tl-function-view>`)}
      </div>
    </div>`;
  }

  private entry(one: FunctionSummary): TemplateResult {
    const words = this.words.functions;
    const current = one.function === this.chosen ? "page" : undefined;
    const content = html`<span class="strong breaks">${functionName(one.function)}</span>
      <span class="quiet small breaks">${words.homes[one.home] ?? one.home}${one.where === null ? "" : ` · ${one.where}`}</span>
      <span class="quiet small">${one.last_at === null ? words.neverCalled : words.lastKept(this.words.moment(one.last_at))}</span>
      ${one.failures === 0 ? nothing : html`<span class="status bad">${words.failures(one.failures)}</span>`}`;
    return html`<li>${linkTo(this.desk, { page: "functions", chosen: one.function }, content, { kind: "function-entry", current })}</li>`;
  }

  private async look(): Promise<void> {
    try {
      this.functions = await this.desk.api.functions();
      this.problem = null;
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}

/** The name in a function's ARN, or what it is registered under as it is. */
export function functionName(subject: string): string {
  return subject.startsWith("arn:") ? (subject.split(":")[6] ?? subject) : subject;
}
