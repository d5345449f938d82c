import { type TemplateResult, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { ConsolePage } from "../parts/console-page.js";
import type { Workteam } from "../wire/contract.js";
import "./team-members.js";

/** Work teams, their members, and what those are good at. */
@customElement("tl-teams-page")
export class TeamsPage extends ConsolePage {
  @state() private teams: readonly Workteam[] | null = null;
  @state() private problem: string | null = null;

  protected override arrive(): void {
    void this.look();
  }

  override render(): TemplateResult {
    const words = this.words.teams;
    return html`<main id="main" class="console-main">
      <div class="page-head"><h1 tabindex="-1">${words.title}</h1></div>
      ${this.problem === null ? this.body() : html`<p class="notice warn" role="status">${this.problem}</p>`}
    </main>`;
  }

  private body(): TemplateResult {
    const words = this.words.teams;
    if (this.teams === null) return html`<p class="quiet">${this.words.loading}</p>`;
    if (this.teams.length === 0) return html`<p class="empty">${words.empty}</p>`;
    return html`<ul class="cards">
      ${this.teams.map(
        (team) => html`<li class="panel"><h2>${team.WorkteamName}</h2><p class="quiet">${team.Description}</p>
          <p class="small quiet">${words.created} ${this.words.moment(team.CreateDate)}</p>
          <p class="small breaks">${team.WorkteamArn}</p>
          <tl-team-members .desk=${this.desk} .team=${team.WorkteamName}></tl-team-members></li>`,
      )}
    </ul>`;
  }

  private async look(): Promise<void> {
    try {
      this.teams = await this.desk.api.teams();
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}
