import { type TemplateResult, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { draftText } from "../work/draft-text.js";
import type { OutboxEntry } from "../work/outbox.js";
import "./copy-button.js";
import { icons } from "./icons.js";
import { PageElement } from "./page-element.js";

/** Answers that the server has not taken yet, or would not take. Shows nothing when there are none. */
@customElement("tl-unsent-answers")
export class UnsentAnswers extends PageElement {
  override render(): TemplateResult {
    const { unsent } = this.desk.outbox;
    const waiting = unsent.filter((entry) => entry.refused === null);
    const refused = unsent.filter((entry) => entry.refused !== null);
    return html`${waiting.length === 0 ? nothing : this.waiting(waiting.length)}
    ${refused.map((entry) => this.refused(entry))}`;
  }

  private waiting(count: number): TemplateResult {
    const words = this.words.unsent;
    return html`<div class="notice info" role="status">
      ${icons.cloudOff}
      <div><strong>${words.title(count)}</strong><br />${words.trying}</div>
    </div>`;
  }

  private refused(entry: OutboxEntry): TemplateResult {
    const words = this.words.unsent;
    return html`<section class="notice warn" aria-label=${words.refusedTitle}>
      ${icons.warning}
      <div>
        <strong>${words.refusedTitle}</strong> — ${entry.title}<br />${entry.refused?.message}
        <div class="row">
          <tl-copy-button .text=${draftText(entry.answer)} .label=${words.copy} .done=${words.copied}></tl-copy-button>
          <button class="button" type="button" data-assignment=${entry.assignmentId} @click=${this.forget}>
            ${words.forget}
          </button>
        </div>
      </div>
    </section>`;
  }

  private forget(event: Event): void {
    const assignmentId = (event.currentTarget as HTMLElement).dataset["assignment"];
    if (assignmentId !== undefined) void this.desk.outbox.dismiss(assignmentId);
  }
}
