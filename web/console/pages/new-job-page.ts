import { type TemplateResult, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { ConsolePage } from "../parts/console-page.js";
import { linkTo } from "../parts/link-to.js";
import { jobFields, type DraftChange } from "./job-fields.js";
import { codePanel, estimatePanel, previewPanel, type Pace } from "./job-outlook.js";
import { taskTypeCards } from "./task-type-cards.js";
import { categoriesOf, emptyDraft, labelsOf, requestOf, type JobDraft, type TaskTypeFacts } from "../work/job-draft.js";
import { manifestOf } from "../work/manifest-upload.js";
import type { JsonObject, PreviewOfJob, Workteam } from "../wire/contract.js";

type Busy = "upload" | "preview" | "create" | null;

/** The form that makes a labeling job: the same request boto3 would send, and its look and cost before. */
@customElement("tl-new-job-page")
export class NewJobPage extends ConsolePage {
  @state() private types: readonly TaskTypeFacts[] = [];
  @state() private teams: readonly Workteam[] = [];
  @state() private type: TaskTypeFacts | null = null;
  @state() private draft: JobDraft = emptyDraft;
  @state() private pace: Pace = { objects: 0, seconds: 20, hourly: 15 };
  @state() private preview: PreviewOfJob | null = null;
  @state() private problem: string | null = null;
  @state() private said: string | null = null;
  @state() private busy: Busy = null;
  /** The labels that were stored last, as text, so that the same are not stored twice. */
  private stored = "";

  protected override arrive(): void {
    void this.attempt(null, async () => {
      [this.types, this.teams] = await Promise.all([this.desk.api.taskTypes(), this.desk.api.teams()]);
      this.type = this.types[0] ?? null;
      this.draft = { ...this.draft, team: this.teams[0]?.WorkteamArn ?? "" };
    });
  }

  override render(): TemplateResult {
    const words = this.words.newJob;
    const { type } = this;
    return html`<main id="main" class="console-main">
      <p class="crumb">${linkTo(this.desk, { page: "jobs" }, this.words.job.back)}</p>
      <div class="page-head"><h1 tabindex="-1">${words.title}</h1></div>
      ${type === null ? html`<p class="quiet">${this.words.loading}</p>` : this.form(type)}
      <div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
      <div role="status">${this.said === null ? nothing : html`<p class="quiet">${this.said}</p>`}</div>
      ${type === null ? nothing : this.buttons()}
      ${this.preview === null ? nothing : previewPanel(this.preview, this.words)}
      ${type === null ? nothing : html`<div class="columns">${this.outlook(type)}</div>`}
    </main>`;
  }

  private form(type: TaskTypeFacts): TemplateResult {
    const choose = (chosen: TaskTypeFacts): void => {
      this.type = chosen;
      this.preview = null;
    };
    const { draft, teams, words } = this;
    return html`<form class="new-job" novalidate @submit=${this.create}>
      ${taskTypeCards(this.types, type, choose, words)}
      ${jobFields({ draft, type, teams, words, change: this.change, upload: this.upload, list: this.list })}
    </form>`;
  }

  private buttons(): TemplateResult {
    const words = this.words.newJob;
    return html`<div class="new-job-buttons">
      <button class="button" type="button" aria-disabled=${this.busy !== null} @click=${this.look}>
        ${this.busy === "preview" ? words.previewing : words.preview}
      </button>
      <button class="button primary" type="button" aria-disabled=${this.busy !== null} @click=${this.create}>
        ${this.busy === "create" ? words.creating : words.create}
      </button>
    </div>`;
  }

  private outlook(type: TaskTypeFacts): TemplateResult {
    const paced = (pace: Pace): void => {
      this.pace = pace;
    };
    return html`${estimatePanel(this.pace, this.draft.workers, paced, this.words)} ${codePanel(this.request(type), this.words)}`;
  }

  private request(type: TaskTypeFacts): JsonObject {
    return requestOf(this.draft, type, this.desk.session?.account_id ?? "");
  }

  private readonly change: DraftChange = (part) => {
    this.draft = { ...this.draft, ...part };
    this.problem = null;
  };

  private readonly upload = (file: File): void => {
    void this.attempt("upload", async () => {
      const name = file.name.replaceAll(/[^A-Za-z0-9._-]/g, "-").replace(/^[^A-Za-z0-9]+/, "") || "upload";
      const content = manifestOf(await file.text());
      this.change({ manifest: await this.desk.api.keepFile(name, content) });
      this.pace = { ...this.pace, objects: content.split("\n").length - 1 };
      this.said = this.words.newJob.uploaded;
    });
  };

  private readonly list = (prefix: string): void => {
    void this.attempt("upload", async () => {
      const made = await this.desk.api.manifestOf(prefix);
      this.change({ manifest: made.address });
      this.pace = { ...this.pace, objects: made.objects };
      this.said = this.words.newJob.made(made.objects);
    });
  };

  private readonly look = (): void => {
    void this.attempt("preview", async (type) => {
      await this.storeLabels(type);
      this.preview = await this.desk.api.preview(this.request(type));
      this.pace = { ...this.pace, objects: this.preview.objects };
    });
  };

  private readonly create = (event: Event): void => {
    event.preventDefault();
    void this.attempt("create", async (type) => {
      await this.storeLabels(type);
      await this.desk.api.createJob(this.request(type));
      this.desk.go({ page: "job", name: this.draft.name.trim().toLowerCase(), tab: "overview", object: null });
    });
  };

  /** Puts the labels where the request can point to them, when they have changed. */
  private async storeLabels(type: TaskTypeFacts): Promise<void> {
    const missing = type.fewest_labels - labelsOf(this.draft.labels).length;
    if (missing > 0 && type.functions !== null) throw new FormGap(this.words.newJob.labelsFirst(type.fewest_labels));
    if (labelsOf(this.draft.labels).length === 0) {
      this.draft = { ...this.draft, categories: "" };
      return;
    }
    const content = JSON.stringify(categoriesOf(this.draft));
    if (content === this.stored && this.draft.categories !== "") return;
    const categories = await this.desk.api.keepFile("labels.json", content);
    this.stored = content;
    this.draft = { ...this.draft, categories };
  }

  /** Does one thing at a time; what the server refuses is said at the form, in its own words. */
  private async attempt(busy: Busy, action: (type: TaskTypeFacts) => Promise<void>): Promise<void> {
    if (this.busy !== null) return;
    this.busy = busy;
    this.problem = null;
    this.said = null;
    try {
      await action(this.type ?? unknownType);
    } catch (failure) {
      this.problem = failure instanceof FormGap ? failure.message : this.desk.noticeFailure(failure);
    } finally {
      this.busy = null;
    }
  }
}

/** Something the form must hold before anything is asked of the server. */
class FormGap extends Error {}

const unknownType: TaskTypeFacts = { name: "", functions: null, fewest_labels: 0, ref_name: "free", has_page: false, consolidations: [] };
