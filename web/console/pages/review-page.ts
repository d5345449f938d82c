import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePart } from "../parts/console-part.js";
import "../parts/send-back-form.js";
import { LookAgain } from "../parts/look-again.js";
import "../parts/virtual-rows.js";
import type { RowsSeen } from "../parts/virtual-rows.js";
import type { AnsweredObject, JobDescription, ReviewPage as Page, ReviewStatus, ReviewSummary } from "../wire/contract.js";
import { personOf } from "../work/label-values.js";
import { decided, nextPending, reviewKey, stepped, type ReviewKey } from "../work/review-queue.js";
import "./label-editor.js";
import "./object-view.js";
import "./review-request.js";

const pageSize = 100;
const looks: Readonly<Record<ReviewStatus, string>> = { pending: "busy", accepted: "good", fixed: "good", "sent-back": "bad" };

/** The labels somebody is to look at again, one at a time: accept, edit, or send back to workers. */
@customElement("tl-review-page")
export class ReviewPage extends ConsolePart {
  @property({ attribute: false }) job!: JobDescription;
  @property({ attribute: false }) labels: readonly string[] = [];
  @state() private reviews: readonly ReviewSummary[] | null = null;
  @state() private counts: Page["Counts"] | null = null;
  @state() private status: ReviewStatus | "" = "pending";
  @state() private place = 0;
  @state() private object: AnsweredObject | null = null;
  @state() private mode: "look" | "edit" | "send" = "look";
  @state() private problem: string | null = null;
  @state() private said: string | null = null;
  private token: string | undefined;
  private isBusy = false;
  protected readonly polling = new LookAgain(this, () => this.look(), 5_000);

  override render(): TemplateResult {
    const words = this.words.review;
    return html`<section class="panel">
        <dl class="counters">${this.counters()}</dl>
        ${this.desk.session?.role === "reviewer"
          ? nothing
          : html`<tl-review-request .desk=${this.desk} .job=${this.job.LabelingJobName} @reviews-requested=${this.begin}></tl-review-request>`}
      </section>
      <div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
      <div role="status" class="sr-only">${this.said ?? nothing}</div>
      <div class="filters"><label><span>${words.show}</span>
        <select @change=${this.choose}>
          ${Object.entries({ ...words.statuses, "": words.every }).map(
            ([status, name]) => html`<option value=${status} ?selected=${status === this.status}>${name}</option>`,
          )}
        </select></label></div>
      ${this.body()}`;
  }

  private counters(): readonly TemplateResult[] {
    const words = this.words.review;
    const { Pending = 0, Accepted = 0, Fixed = 0, SentBack = 0 } = this.counts ?? {};
    const shown = [[words.statuses.pending, Pending], [words.statuses.accepted, Accepted], [words.statuses.fixed, Fixed], [words.statuses["sent-back"], SentBack]] as const;
    return shown.map(([name, count]) => html`<div><dt>${name}</dt><dd>${this.words.number(count)}</dd></div>`);
  }

  private body(): TemplateResult {
    const words = this.words.review;
    if (this.reviews === null) return html`<p class="quiet">${this.words.loading}</p>`;
    if (this.reviews.length === 0) return html`<div class="empty"><h2>${words.empty}</h2><p class="quiet">${words.emptyLead}</p></div>`;
    return html`<div class="dataset review" tabindex="-1" @keydown=${this.onKey}>
      <tl-virtual-rows class="dataset-side" .desk=${this.desk} .name=${words.queue} .rowHeight=${64} .total=${this.reviews.length}
        .row=${this.row} .source=${[this.reviews, this.place]} @rows-seen=${this.onSeen}></tl-virtual-rows>
      <div class="dataset-object">${this.one(this.reviews[this.place])}</div>
    </div>`;
  }

  private readonly row = (at: number): TemplateResult | typeof nothing => {
    const review = this.reviews?.[at];
    if (review === undefined) return nothing;
    const words = this.words.review;
    const go = (): void => {
      this.step(at);
    };
    return html`<button type="button" class="review-row" aria-current=${at === this.place ? "true" : nothing} @click=${go}>
      <span>${this.words.objects.number(review.ObjectNumber)}</span>
      <span class="status ${looks[review.Status]}">${words.statuses[review.Status]}</span>
      <span class="quiet small clipped">${words.reasons[review.Reason] ?? review.Reason}${review.Confidence === undefined ? "" : ` · ${this.words.percent(review.Confidence)}`}</span>
    </button>`;
  };

  private one(review: ReviewSummary | undefined): TemplateResult | typeof nothing {
    const { object } = this;
    if (review === undefined) return nothing;
    return html`${this.tools(review)}
      ${object?.number === review.ObjectNumber
        ? html`${this.mode === "edit" && object.label !== null
            ? html`<tl-label-editor .desk=${this.desk} .job=${this.job.LabelingJobName} .object=${object} .label=${object.label}
                .attribute=${this.job.LabelAttributeName} .labels=${this.labels} @label-edited=${this.edited} @label-kept=${this.keep}></tl-label-editor>`
            : nothing}
          ${this.mode === "send"
            ? html`<tl-send-back-form .desk=${this.desk} @comment-given=${this.sendBack} @comment-left=${this.leave}></tl-send-back-form>`
            : nothing}
          <tl-object-view .desk=${this.desk} .object=${object} .attribute=${this.job.LabelAttributeName}></tl-object-view>`
        : html`<p class="quiet">${this.words.loading}</p>`}`;
  }

  private tools(review: ReviewSummary): TemplateResult {
    const words = this.words.review;
    const act = (key: ReviewKey, name: string, letter: string, kind = ""): TemplateResult => html`<button class="button ${kind}" type="button"
      aria-keyshortcuts=${letter} @click=${() => {
        this.act(key);
      }}>${name} <kbd aria-hidden="true">${letter}</kbd></button>`;
    const decision = html`<p class="decision"><span class="status ${looks[review.Status]}">${words.statuses[review.Status]}</span>
      <span class="breaks">${personOf(review.Reviewer ?? "")}</span>
      <span class="quiet small">${review.ReviewedAt === undefined ? "" : this.words.moment(review.ReviewedAt)}</span></p>
      ${review.Comment ? html`<p class="breaks">${review.Comment}</p>` : nothing}
      ${review.Unanswered === true ? html`<p class="quiet">${words.unanswered}</p>` : nothing}`;
    return html`<div class="review-tools">
      <div class="buttons">${act("previous", words.previous, "k")} ${act("next", words.next, "j")}</div>
      ${review.Status === "pending"
        ? html`<div class="buttons">${act("accept", words.accept, "a", "primary")} ${act("edit", words.edit, "e")} ${act("send", words.send, "s", "danger")}</div>`
        : html`<div>${decision}</div>`}
    </div>`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const isTyping = target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && this.mode === "edit") this.querySelector("tl-label-editor")?.cancel();
    if (this.mode !== "look") return;
    const key = reviewKey(event, isTyping);
    if (key === null) return;
    event.preventDefault();
    // Held down, a key moves on but decides nothing unseen.
    if (!event.repeat || key === "next" || key === "previous") this.act(key);
  };

  private readonly act = (key: ReviewKey): void => {
    const review = this.reviews?.[this.place];
    if (review === undefined || this.isBusy) return;
    if (key === "next" || key === "previous") this.step(stepped(this.place, key === "next" ? 1 : -1, this.reviews?.length ?? 0));
    else if (review.Status === "pending") {
      if (key === "accept") void this.decide("AcceptLabel", {}, { Status: "accepted" });
      else this.mode = key;
    }
  };

  private readonly leave = (): void => {
    this.mode = "look";
    this.querySelector<HTMLElement>(".review")?.focus();
  };

  /** Left unedited; somebody else may have edited it meanwhile. */
  private readonly keep = (): void => {
    this.leave();
    void this.open();
  };

  private readonly edited = (): void => {
    this.go({ Status: "fixed" });
  };

  private readonly sendBack = (event: CustomEvent<string>): void => {
    void this.decide("SendBackObject", { Comment: event.detail }, { Status: "sent-back", Comment: event.detail });
  };

  /** One decision at a time, and only on what is shown. */
  private async decide(operation: string, more: Readonly<Record<string, string>>, change: Partial<ReviewSummary>): Promise<void> {
    const review = this.reviews?.[this.place];
    if (review === undefined || this.object?.number !== review.ObjectNumber) return;
    this.isBusy = true;
    this.problem = null;
    try {
      await this.desk.api.operation(operation, { LabelingJobName: this.job.LabelingJobName, ObjectNumber: review.ObjectNumber, ...more });
      this.go(change);
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    } finally {
      this.isBusy = false;
    }
  }

  /** Keeps what was decided in sight and goes on to the next. */
  private go(change: Partial<ReviewSummary>): void {
    const list = this.reviews ?? [];
    const who = { Reviewer: this.desk.session?.worker.email ?? "", ReviewedAt: new Date().toISOString() };
    this.reviews = decided(list, this.place, { ...who, ...change });
    const review = this.reviews[this.place];
    if (review !== undefined) this.said = `${this.words.objects.number(review.ObjectNumber)}: ${this.words.review.statuses[review.Status]}`;
    this.step(nextPending(this.reviews, this.place));
    // Not waited for: whoever sees the next object may decide it, the counts come when they come.
    void this.look();
  }

  private step(place: number): void {
    this.place = place;
    this.mode = "look";
    this.problem = null;
    this.querySelector<HTMLElement>(".review")?.focus();
    void this.open();
  }

  private async open(): Promise<void> {
    const number = this.reviews?.[this.place]?.ObjectNumber;
    if (number === undefined) return;
    try {
      const object = await this.desk.api.object(this.job.LabelingJobName, number);
      if (this.reviews?.[this.place]?.ObjectNumber === number) this.object = object;
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }

  private readonly choose = (event: Event): void => {
    this.status = (event.target as HTMLSelectElement).value as ReviewStatus | "";
    this.begin();
  };

  private readonly begin = (): void => {
    this.reviews = null;
    this.token = undefined;
    this.place = 0;
    this.mode = "look";
    void this.look();
  };

  private readonly onSeen = (event: CustomEvent<RowsSeen>): void => {
    const { first, count } = event.detail;
    if (this.token !== undefined && first + count > (this.reviews?.length ?? 0) - pageSize / 4) void this.older();
  };

  private asked(more: Readonly<Record<string, string | number>>): Promise<Page> {
    const status = this.status === "" ? {} : { StatusEquals: this.status };
    return this.desk.api.reviews(this.job.LabelingJobName, { ...status, ...more });
  }

  /** The counts anew; and the list, while there is none. */
  private async look(): Promise<void> {
    const isEmpty = this.reviews === null || this.reviews.length === 0;
    try {
      const page = await this.asked({ MaxResults: isEmpty ? pageSize : 1 });
      this.counts = page.Counts;
      if (!isEmpty) return;
      this.token = page.NextToken;
      this.reviews = page.ReviewSummaryList;
      await this.open();
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  }

  private async older(): Promise<void> {
    const token = this.token;
    if (token === undefined) return;
    this.token = undefined;
    const page = await this.asked({ MaxResults: pageSize, NextToken: token });
    this.token = page.NextToken;
    this.reviews = [...(this.reviews ?? []), ...page.ReviewSummaryList];
  }
}
