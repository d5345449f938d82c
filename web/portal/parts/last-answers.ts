import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { GivenAnswer, Queue } from "../wire/contract.js";
import { PageElement } from "./page-element.js";

/** The answers this worker gave last in a queue, folded away until asked for, each with the way to correct it. */
@customElement("tl-last-answers")
export class LastAnswers extends PageElement {
  @property({ attribute: false }) queue!: Queue;
  @state() private answers: readonly GivenAnswer[] | null = null;
  @state() private failed = false;
  private opened = false;

  override render(): TemplateResult {
    const words = this.words.answers;
    const { correctable } = this.queue;
    return html`<details class="last-answers" @toggle=${this.toggled}>
      <summary>
        <span>${words.title}</span>
        ${correctable === 0 ? nothing : html`<span class="quiet">${words.some(correctable)}</span>`}
      </summary>
      ${this.list()}
    </details>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The task list has looked again.
    if (changed.has("queue") && this.opened) void this.look();
  }

  private list(): TemplateResult {
    if (this.answers === null) {
      return html`<p class="quiet" role="status">${this.failed ? this.words.list.notReached : this.words.loading}</p>`;
    }
    return html`<ol class="given-answers" tabindex="0" aria-label=${this.words.answers.title}>
      ${repeat(
        this.answers,
        (answer) => answer.assignment_id,
        (answer) => this.row(answer),
      )}
    </ol>`;
  }

  private row(answer: GivenAnswer): TemplateResult {
    const words = this.words.answers;
    const at = words.at(answer.submitted_at);
    const until = answer.correctable_until;
    const standing = !answer.correctable ? words.counted : until === null ? words.open : words.until(until);
    return html`<li class="given-answer">
      <time datetime=${answer.submitted_at}>${at}</time>
      <span class="quiet">${standing}${answer.corrected ? html` · ${words.corrected}` : nothing}</span>
      ${answer.correctable
        ? html`<button
            class="button"
            type="button"
            aria-label=${words.correctThat(at)}
            @click=${(): void => {
              this.desk.greeting = null;
              this.desk.go({ page: "correction", assignmentId: answer.assignment_id });
            }}
          >
            ${words.correct}
          </button>`
        : nothing}
    </li>`;
  }

  private readonly toggled = (event: Event): void => {
    this.opened = event.target instanceof HTMLDetailsElement && event.target.open;
    if (this.opened) void this.look();
  };

  private async look(): Promise<void> {
    try {
      this.answers = (await this.desk.api.answers(String(this.queue.id))).answers;
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tl-last-answers": LastAnswers;
  }
}
