import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { ConsolePart } from "../parts/console-part.js";
import { LookAgain } from "../parts/look-again.js";
import type { FunctionCall, FunctionSummary, JsonObject, Tried } from "../wire/contract.js";

const sample = JSON.stringify(
  { version: "2018-10-16", labelingJobArn: "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/try", dataObject: { source: "A text to label" } },
  null,
  2,
);

/** One function: what it is, how its last calls went, and trying it with an event. */
@customElement("tl-function-view")
export class FunctionView extends ConsolePart {
  @property({ attribute: false }) subject!: FunctionSummary;
  @state() private calls: readonly FunctionCall[] | null = null;
  @state() private event = sample;
  @state() private tried: Tried | null = null;
  @state() private isTrying = false;
  @state() private problem: string | null = null;
  protected readonly polling = new LookAgain(this, () => this.look());

  override render(): TemplateResult {
    const words = this.words.functions;
    return html`<article class="object-view" aria-labelledby="function-title">
      <h2 id="function-title" class="breaks" tabindex="-1">${this.subject.function}</h2>
      <dl class="facts">${this.facts()}</dl>
      <div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
      ${this.desk.session?.role === "reviewer" ? nothing : this.trying()}
      <section class="panel">
        <h3>${words.calls}</h3>
        <p class="quiet small">${words.callsLead}</p>
        ${this.log()}
      </section>
    </article>`;
  }

  private facts(): readonly (TemplateResult | typeof nothing)[] {
    const words = this.words.functions;
    const { subject } = this;
    const shown: readonly [string, string | null][] = [
      [words.home, words.homes[subject.home] ?? subject.home],
      [words.where, subject.where],
      [words.timeout, this.words.seconds(subject.timeout_seconds)],
      [words.memory, subject.memory_mb === null ? null : `${this.words.number(subject.memory_mb)} MB`],
      [words.failed, this.words.number(subject.failures)],
      [words.updated, this.words.moment(subject.updated_at)],
    ];
    return shown.map(([name, value]) =>
      value === null ? nothing : html`<div><dt>${name}</dt><dd class="breaks">${value}</dd></div>`,
    );
  }

  private trying(): TemplateResult {
    const words = this.words.functions;
    const { tried } = this;
    return html`<form class="panel fields" novalidate @submit=${this.attempt}>
      <h3>${words.try}</h3>
      <label for="function-event">${words.event}</label>
      <textarea id="function-event" class="code" rows="8" spellcheck="false" .value=${this.event} @input=${(event: Event) => {
        this.event = (event.target as HTMLTextAreaElement).value;
      }}></textarea>
      <div><button class="button primary" type="submit" aria-disabled=${this.isTrying}>${this.isTrying ? words.trying : words.invoke}</button></div>
      <div role="status">${tried === null ? nothing : this.outcome(tried)}</div>
    </form>`;
  }

  private outcome(tried: Tried): TemplateResult {
    const words = this.words.functions;
    const head = html`<p><span class="status ${tried.outcome === "ok" ? "good" : "bad"}">${words.outcomes[tried.outcome] ?? tried.outcome}</span>
      <span class="quiet small">${this.words.number(tried.milliseconds)} ms</span></p>`;
    return html`${head}
      ${tried.message === "" ? nothing : html`<p class="bad breaks">${tried.message}</p>`}
      ${tried.outcome === "ok" ? html`<pre tabindex="0" role="region" aria-label=${words.reply}>${JSON.stringify(tried.value, null, 2)}</pre>` : nothing}
      ${tried.log === "" ? nothing : html`<p class="quiet small">${words.printed}</p><pre tabindex="0" role="region" aria-label=${words.printed}>${tried.log}</pre>`}`;
  }

  private log(): TemplateResult {
    const words = this.words.functions;
    if (this.calls === null) return html`<p class="quiet">${this.words.loading}</p>`;
    if (this.calls.length === 0) return html`<p class="quiet">${words.noCalls}</p>`;
    return html`<ul class="function-calls">${repeat(this.calls, (call) => call.id, (call) => html`<li><details>
      <summary><span class="status ${call.outcome === "ok" ? "good" : "bad"}">${words.outcomes[call.outcome] ?? call.outcome}</span>
        ${this.words.moment(call.started_at)} · ${this.words.number(call.milliseconds)} ms</summary>
      ${call.message === "" ? nothing : html`<p class="bad breaks">${call.message}</p>`}
      ${call.log === "" ? nothing : html`<pre tabindex="0" role="region" aria-label="${words.printed}, ${call.request_id}">${call.log}</pre>`}
    </details></li>`)}</ul>`;
  }

  private readonly attempt = async (submitted: Event): Promise<void> => {
    submitted.preventDefault();
    if (this.isTrying) return;
    const event = parsedEvent(this.event);
    this.tried = null;
    this.problem = event === null ? this.words.functions.noJson : null;
    if (event === null) return;
    this.isTrying = true;
    try {
      this.tried = await this.desk.api.tryFunction(this.subject.function, event);
      await this.look();
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    } finally {
      this.isTrying = false;
    }
  };

  private async look(): Promise<void> {
    try {
      this.calls = await this.desk.api.functionCalls(this.subject.function);
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}

function parsedEvent(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}
