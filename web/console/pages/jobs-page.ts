import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { ConsolePage } from "../parts/console-page.js";
import { LookAgain } from "../parts/look-again.js";
import { linkTo } from "../parts/link-to.js";
import { progressBar } from "../parts/progress-bar.js";
import { statusTag } from "../parts/status-tag.js";
import type { JobSummary, JsonObject } from "../wire/contract.js";

const pageSize = 50;

/** All labeling jobs, the newest first, with live progress. */
@customElement("tl-jobs-page")
export class JobsPage extends ConsolePage {
  @state() private jobs: readonly JobSummary[] | null = null;
  @state() private problem: string | null = null;
  @state() private filter = "";
  @state() private shown = pageSize;
  @state() private more = false;
  protected readonly polling = new LookAgain(this, () => this.look());

  override render(): TemplateResult {
    const words = this.words.jobs;
    return html`<main id="main" class="console-main">
      <div class="page-head">
        <h1 tabindex="-1">${words.title}</h1>
        <label class="filter"><span class="sr-only">${words.filter}</span>
          <input type="search" placeholder=${words.filter} .value=${this.filter} @input=${this.narrow} /></label>
        ${this.desk.session?.role === "reviewer" ? nothing : linkTo(this.desk, { page: "new" }, this.words.newJob.start, { kind: "button primary" })}
      </div>
      <div role="status">${this.problem === null ? nothing : html`<p class="notice warn">${this.problem}</p>`}</div>
      ${this.body()}
    </main>`;
  }

  private body(): TemplateResult {
    const { words } = this;
    if (this.jobs === null) return html`<p class="quiet">${words.loading}</p>`;
    if (this.jobs.length === 0) return this.empty();
    return html`<div class="table-scroll"><table class="table stacks">
        <thead><tr>
          <th scope="col">${words.jobs.name}</th><th scope="col">${words.jobs.status}</th>
          <th scope="col">${words.jobs.progress}</th><th scope="col" class="when">${words.jobs.created}</th>
        </tr></thead>
        <tbody>${repeat(this.jobs, (job) => job.LabelingJobName, (job) => this.row(job))}</tbody>
      </table></div>
      ${this.more ? html`<button class="button" type="button" @click=${this.showMore}>${words.jobs.more}</button>` : nothing}`;
  }

  private empty(): TemplateResult {
    const words = this.words.jobs;
    if (this.filter !== "") return html`<p class="empty">${words.none}</p>`;
    return html`<div class="empty"><h2>${words.empty}</h2><p class="quiet">${words.emptyLead}</p></div>`;
  }

  private row(job: JobSummary): TemplateResult {
    const name = job.LabelingJobName;
    const route = { page: "job", name, tab: "overview", object: null } as const;
    return html`<tr>
      <th scope="row">${linkTo(this.desk, route, name)}</th>
      <td>${statusTag(job.LabelingJobStatus, this.words)}</td>
      <td>${progressBar(job.LabelCounters, this.words)}</td>
      <td class="when">${this.words.moment(job.CreationTime)}</td>
    </tr>`;
  }

  private readonly narrow = (event: Event): void => {
    this.filter = (event.target as HTMLInputElement).value.trim();
    this.shown = pageSize;
    void this.look();
  };

  private readonly showMore = (): void => {
    this.shown += pageSize;
    void this.look();
  };

  private async look(): Promise<void> {
    const asked = this.filter;
    if (!/^[a-zA-Z0-9-]*$/.test(asked)) {
      // No name has such characters, and the operation refuses them.
      this.jobs = [];
      this.more = false;
      return;
    }
    try {
      const found: JobSummary[] = [];
      let token: string | undefined;
      do {
        const request: JsonObject = {
          SortBy: "CreationTime",
          SortOrder: "Descending",
          MaxResults: Math.min(100, this.shown - found.length),
          ...(asked === "" ? {} : { NameContains: asked }),
          ...(token === undefined ? {} : { NextToken: token }),
        };
        const page = await this.desk.api.jobs(request);
        found.push(...page.LabelingJobSummaryList);
        token = page.NextToken;
      } while (token !== undefined && found.length < this.shown);
      if (asked !== this.filter) return;
      this.jobs = found;
      this.more = token !== undefined;
      this.problem = null;
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}
