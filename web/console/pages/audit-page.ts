import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { ConsolePage } from "../parts/console-page.js";
import type { TrailEntry } from "../wire/contract.js";

const pageSize = 100;

/** Who did what, the newest first. */
@customElement("tl-audit-page")
export class AuditPage extends ConsolePage {
  @state() private entries: readonly TrailEntry[] = [];
  @state() private ended = false;
  @state() private problem: string | null = null;
  private filter = "";

  protected override arrive(): void {
    void this.older();
  }

  override render(): TemplateResult {
    const words = this.words.audit;
    return html`<main id="main" class="console-main">
      <div class="page-head">
        <h1 tabindex="-1">${words.title}</h1>
        <label class="filter"><span class="sr-only">${words.filter}</span>
          <input type="search" placeholder=${words.filter} @input=${this.narrow} /></label>
      </div>
      ${this.problem === null ? nothing : html`<p class="notice warn" role="status">${this.problem}</p>`}
      <div class="table-scroll" tabindex="0" role="region" aria-label=${words.title}><table class="table compact stacks">
        <thead><tr><th scope="col">${words.at}</th><th scope="col">${words.actor}</th><th scope="col">${words.action}</th>
          <th scope="col">${words.subject}</th><th scope="col">${words.outcome}</th></tr></thead>
        <tbody>${this.entries.map(
          (entry) => html`<tr><td class="when">${this.words.moment(entry.at)}</td><td class="breaks">${entry.actor}</td>
            <td>${entry.action}</td><td class="breaks small">${entry.subject}</td><td>${entry.outcome}</td></tr>`,
        )}</tbody>
      </table></div>
      ${this.ended && this.entries.length === 0 && this.filter !== "" ? html`<p class="quiet" role="status">${words.none}</p>` : nothing}
      ${this.ended ? nothing : html`<button class="button" type="button" @click=${() => void this.older()}>${words.more}</button>`}
    </main>`;
  }

  private readonly narrow = (event: Event): void => {
    this.filter = (event.target as HTMLInputElement).value.trim();
    this.entries = [];
    this.ended = false;
    void this.older();
  };

  private async older(): Promise<void> {
    const { filter } = this;
    try {
      const found = await this.desk.api.trail(this.entries.at(-1)?.id ?? null, pageSize, filter);
      // What was typed meanwhile asks for itself.
      if (filter !== this.filter) return;
      this.entries = [...this.entries, ...found];
      this.ended = found.length < pageSize;
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}
