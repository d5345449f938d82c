import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePage } from "../parts/console-page.js";
import { LookAgain } from "../parts/look-again.js";
import { linkTo } from "../parts/link-to.js";
import { statusTag } from "../parts/status-tag.js";
import type { StopWords } from "../parts/stop-dialog.js";
import "../parts/stop-dialog.js";
import type { JobDescription, JobFacts, JobSettings } from "../wire/contract.js";
import { type ConsoleRoute, type JobTab, jobTabs } from "../work/console-routes.js";
import "./dataset-browser.js";
import { jobOverview } from "./job-overview.js";
import "./job-settings-panel.js";
import "./job-skills-panel.js";
import "./quality-page.js";
import "./review-page.js";

const stoppable = new Set(["Initializing", "InProgress"]);

type JobRoute = Extract<ConsoleRoute, { page: "job" }>;

/** One labeling job. */
@customElement("tl-job-page")
export class JobPage extends ConsolePage {
  @property({ attribute: false }) route!: JobRoute;
  @state() private job: JobDescription | null = null;
  @state() private facts: JobFacts | null = null;
  @state() private settings: JobSettings | null = null;
  @state() private problem: string | null = null;
  protected readonly polling = new LookAgain(this, () => this.look());

  override render(): TemplateResult {
    const words = this.words.job;
    return html`<main id="main" class="console-main ${this.route.tab === "objects" || this.route.tab === "review" ? "fills" : ""}">
      <p class="crumb">${linkTo(this.desk, { page: "jobs" }, words.back)}</p>
      <div class="page-head">
        <h1 tabindex="-1">${this.route.name}</h1>
        ${this.job === null ? nothing : statusTag(this.job.LabelingJobStatus, this.words)}
        ${this.isPaused ? html`<span class="status">${words.paused}</span>` : nothing} ${this.buttons()}
      </div>
      <div role="status">
        ${this.problem === null ? nothing : html`<p class="notice warn">${this.problem}</p>`}
        ${this.job?.FailureReason ? html`<p class="notice bad">${this.job.FailureReason}</p>` : nothing}
      </div>
      ${this.isUnknown ? nothing : this.tabsAndBody()}
      <tl-stop-dialog .desk=${this.desk} .content=${this.stopWords} @stop-confirmed=${this.stop}></tl-stop-dialog>
    </main>`;
  }

  /** Nothing was ever seen of it: there may be no such job. */
  private get isUnknown(): boolean {
    return this.job === null && this.problem !== null;
  }

  private tabsAndBody(): TemplateResult {
    return html`<nav class="tabs" aria-label=${this.words.job.tabsLabel}>${jobTabs.map((tab) => this.tab(tab))}</nav>
      ${this.body()}`;
  }

  private tab(tab: JobTab): TemplateResult {
    const route: JobRoute = { ...this.route, tab, object: null };
    const current = tab === this.route.tab ? "page" : undefined;
    return linkTo(this.desk, route, this.words.job.tabs[tab], { kind: "tab", current });
  }

  private body(): TemplateResult {
    if (this.route.tab === "objects")
      return html`<tl-dataset-browser .desk=${this.desk} .route=${this.route} .job=${this.job} .facts=${this.facts}></tl-dataset-browser>`;
    if (this.route.tab === "quality")
      return html`<tl-quality-page .desk=${this.desk} .name=${this.route.name} .labels=${this.facts?.labels ?? []} .people=${this.facts?.workers ?? []} .hours=${this.facts?.answers_by_hour ?? []}></tl-quality-page>`;
    if (this.job === null || this.facts === null) return html`<p class="quiet">${this.words.loading}</p>`;
    if (this.route.tab === "review")
      return html`<tl-review-page .desk=${this.desk} .job=${this.job} .labels=${this.facts.labels}></tl-review-page>`;
    return html`${jobOverview(this.job, this.facts, this.words)}
      ${this.settings === null
        ? nothing
        : html`<tl-job-settings .desk=${this.desk} .name=${this.route.name} .settings=${this.settings} .canChange=${this.mayChange}></tl-job-settings>
            <tl-job-skills .desk=${this.desk} .name=${this.route.name} .settings=${this.settings} .canTest=${this.facts.takes_gold}
              .canChange=${this.mayChange}></tl-job-skills>`}`;
  }

  private get isPaused(): boolean {
    return this.settings?.PausedAt !== undefined && this.isRunning;
  }

  private get isRunning(): boolean {
    return stoppable.has(this.job?.LabelingJobStatus ?? "");
  }

  /** Whoever may change jobs, while there is something to change. */
  private get mayChange(): boolean {
    return this.desk.session?.role !== "reviewer" && this.isRunning;
  }

  private buttons(): TemplateResult | typeof nothing {
    if (!this.mayChange) return nothing;
    const words = this.words.job;
    return html`<span class="push buttons">
      <button class="button" type="button" @click=${this.turn}>${this.isPaused ? words.resume : words.pause}</button>
      <button class="button" type="button" @click=${this.openDialog}>${words.stop}</button>
    </span>`;
  }

  private get stopWords(): StopWords {
    const words = this.words.job;
    return { title: words.stopTitle, lead: words.stopLead, keep: words.keep, stop: words.stopConfirm };
  }

  private readonly openDialog = (): void => {
    this.querySelector("tl-stop-dialog")?.open();
  };

  private readonly stop = (): void => {
    void this.change("StopLabelingJob");
  };

  private readonly turn = (): void => {
    void this.change(this.isPaused ? "ResumeLabelingJob" : "PauseLabelingJob");
  };

  private async change(operation: string): Promise<void> {
    try {
      await this.desk.api.operation(operation, { LabelingJobName: this.route.name });
      await this.look();
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }

  private async look(): Promise<void> {
    try {
      [this.job, this.facts, this.settings] = await Promise.all([
        this.desk.api.job(this.route.name),
        this.desk.api.facts(this.route.name),
        this.desk.api.settings(this.route.name),
      ]);
      this.problem = null;
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }
}
