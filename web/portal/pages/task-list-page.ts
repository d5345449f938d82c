import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { icons } from "../parts/icons.js";
import { PageElement } from "../parts/page-element.js";
import "../parts/site-header.js";
import "../parts/last-answers.js";
import "../parts/unsent-answers.js";
import type { Queue, QueueList } from "../wire/contract.js";
import { queueRow } from "./queue-row.js";
import { Polling } from "../work/polling.js";

const lookAgainMs = 10_000;

/** What there is to do. */
@customElement("tl-task-list-page")
export class TaskListPage extends PageElement {
  @state() private list: QueueList | null = null;
  @state() private looked: Date | null = null;
  @state() private failed = false;
  private readonly polling = new Polling(() => this.look(), lookAgainMs);

  protected override arrive(): void {
    this.polling.start();
  }

  protected override depart(): void {
    this.polling.stop();
  }

  override render(): TemplateResult {
    const words = this.words.list;
    return html`<tl-site-header .desk=${this.desk}></tl-site-header>
      <main id="main" class="list-page">
        <div class="list-head">
          <h1 tabindex="-1">${words.title}</h1>
          <p class="quiet looked">
            ${this.failed ? html`<span class="offline-text">${icons.cloudOff}${words.notReached}</span>` : this.looked === null ? nothing : words.looked(this.looked)}
          </p>
        </div>
        <div role="status">${this.greeting()}</div>
        <tl-unsent-answers .desk=${this.desk}></tl-unsent-answers>
        ${this.body()}
      </main>`;
  }

  protected override firstUpdated(): void {
    this.focusHeading();
  }

  private body(): TemplateResult {
    if (this.list === null)
      return html`<p class="quiet waiting-text" role="status">${this.failed ? nothing : this.words.loading}</p>`;
    const queues = this.list.queues.filter(hasWork);
    if (queues.length === 0) return this.empty();
    return html`<ul class="queues">
      ${repeat(
        queues,
        (queue) => queue.id,
        (queue) => queueRow(queue, this.words, this.desk, { start: this.start, resume: this.resume }),
      )}
    </ul>`;
  }

  private empty(): TemplateResult {
    return html`<div class="empty">
      <span class="empty-picture">${icons.coffee}</span>
      <h2>${this.words.list.emptyTitle}</h2>
      <p class="quiet">${this.words.list.emptyLead}</p>
    </div>`;
  }

  private greeting(): TemplateResult | typeof nothing {
    const { greeting } = this.desk;
    if (greeting !== "released" && greeting !== "paused" && greeting !== "corrected") return nothing;
    return html`<p class="notice calm">${icons.check}<span>${this.words.list[greeting]}</span></p>`;
  }

  private readonly start = (queue: Queue): void => {
    this.desk.greeting = null;
    this.desk.go({ page: "task", queueId: String(queue.id), resume: null });
  };

  private readonly resume = (queue: Queue, assignmentId: string): void => {
    this.desk.greeting = null;
    this.desk.go({ page: "task", queueId: String(queue.id), resume: assignmentId });
  };

  private async look(): Promise<void> {
    try {
      this.list = await this.desk.api.queues();
      this.looked = new Date();
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }
}

function hasWork(queue: Queue): boolean {
  const own = queue.open_assignment !== null || queue.paused.length > 0 || queue.correctable > 0;
  return own || queue.waiting > 0 || queue.needs.length > 0;
}
