import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { ConsolePage } from "../parts/console-page.js";
import type { TrailEntry } from "../wire/contract.js";

/** Who did what, the newest first. */
@customElement("tl-audit-page")
export class AuditPage extends ConsolePage {
  @state() private entries: readonly TrailEntry[] = [];
  @state() private ended = false;
  @state() private problem: string | null = null;

  protected override arrive(): void {
    void this.older();
  }

  override render(): TemplateResult {
    const words = this.words.audit;
    return html`<main id="main" class="console-main">
      <div class="page-head"><h1 tabindex="-1">${words.title}</h1></div>
      ${this.problem === null ? nothing : html`<p class="notice warn" role="status">${this.problem}</p>`}
      <div class="table-scroll" tabindex="0" role="region" aria-label=${words.title}><table class="table compact">
        <thead><tr><th scope="col">${words.at}</th><th scope="col">${words.actor}</th><th scope="col">${words.action}</th>
          <th scope="col">${words.subject}</th><th scope="col">${words.outcome}</th></tr></thead>
        <tbody>${this.entries.map(
          (entry) => html`<tr><td class="when">${this.words.moment(entry.at)}</td><td class="breaks">${entry.actor}</td>
            <td>${entry.action}</td><td class="breaks small">${entry.subject}</td><td>${entry.outcome}</td></tr>`,
        )}</tbody>
      </table></div>
      ${this.ended ? nothing : html`<button class="button" type="button" @click=${() => void this.older()}>${words.more}</button>`}
    </main>`;
  }

  private async older(): Promise<void> {
    try {
      const found = await this.desk.api.trail(this.entries.at(-1)?.id ?? null);
      this.entries = [...this.entries, ...found];
      this.ended = found.length === 0;
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}
