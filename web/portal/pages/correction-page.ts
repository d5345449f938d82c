import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PageMessage } from "../../shared/messages/worker-page-messages.js";
import { busyLight } from "../parts/busy-light.js";
import "../parts/frame-deck.js";
import type { FrameDeck } from "../parts/frame-deck.js";
import { icons } from "../parts/icons.js";
import "../parts/modal-dialog.js";
import type { DialogContent } from "../parts/modal-dialog.js";
import { PageElement } from "../parts/page-element.js";
import { ThemeWatch } from "../parts/theme-watch.js";
import type { JsonObject, Task } from "../wire/contract.js";
import { Refusal } from "../wire/refusals.js";
import { LastWords } from "../work/last-words.js";
import { randomUuid } from "../work/random-uuid.js";
import { waitingPanel } from "./task-panels.js";

type Phase = "opening" | "working" | "sending" | "closed";

/** An answer the worker gave earlier, on the page it was given on, to be corrected. */
@customElement("tl-correction-page")
export class CorrectionPage extends PageElement {
  @property({ attribute: false }) assignmentId = "";
  @state() private phase: Phase = "opening";
  @state() private task: Task | null = null;
  @state() private submittable = true;
  /** What went wrong, in the worker's language; the page under it keeps everything. */
  @state() private problem: string | null = null;
  @state() private asking = false;
  private edited = false;
  /** The same one for every try, so that trying again is no second correction. */
  private submissionKey = randomUuid();
  private readonly lastWords = new LastWords((message) => {
    this.deck?.tell(message);
  });
  private readonly watch = new ThemeWatch(this, (theme) => {
    this.deck?.tell({ type: "theme", theme });
  });

  override render(): TemplateResult {
    const words = this.words.correction;
    return html`<header class="task-bar">
        <a
          class="button plain icon-button"
          href="/portal"
          title=${this.words.task.backToList}
          aria-label=${this.words.task.backToList}
          @click=${this.leave}
          >${icons.back}</a
        >
        <h1 tabindex="-1" dir="auto">${this.task === null ? words.page : words.title(this.task.title)}</h1>
        ${this.phase === "sending" ? busyLight(this.words.task.sending) : nothing}
        ${this.phase === "working"
          ? html`<button class="button" type="button" @click=${this.leave}>${words.leave}</button>`
          : nothing}
        ${this.phase === "working" && !this.submittable
          ? html`<button class="button primary" type="button" @click=${this.requestSubmit}>
              ${this.words.task.submit}
            </button>`
          : nothing}
      </header>
      <main id="main" class="task-main">
        <div role="status" class="task-notices">${this.notice()}</div>
        <div class="task-stage">
          <tl-frame-deck></tl-frame-deck>
          ${this.panel()}
        </div>
      </main>
      <tl-modal-dialog .content=${this.dialog()}></tl-modal-dialog>`;
  }

  protected override firstUpdated(): void {
    this.focusHeading();
    const { deck } = this;
    if (deck === null) return;
    deck.listener = (_assignmentId, message): void => {
      this.hear(message);
    };
    void this.open();
  }

  private get deck(): FrameDeck | null {
    return this.querySelector<FrameDeck>("tl-frame-deck");
  }

  private async open(): Promise<void> {
    this.phase = "opening";
    this.problem = null;
    try {
      this.task = await this.desk.api.reopen(this.assignmentId);
      this.deck?.show(this.task);
    } catch (failure) {
      this.close(failure);
    }
  }

  private hear(message: PageMessage): void {
    switch (message.type) {
      case "ready":
        this.begin(message.submittable);
        return;
      case "draft":
        this.edited = true;
        return;
      case "draft-told":
        this.lastWords.told();
        return;
      case "submit":
        void this.send(message.answer, (message.draft ?? null) as unknown as JsonObject | null);
        return;
      case "error":
        this.problem = `${this.words.task.pageError} ${message.message}`;
        return;
      default:
        return;
    }
  }

  private begin(submittable: boolean): void {
    this.submittable = submittable;
    if (this.phase !== "opening") return;
    this.phase = "working";
    this.deck?.tell({ type: "start", draft: this.task?.draft ?? null, theme: this.watch.theme });
    this.deck?.focusFront();
  }

  private async send(answer: JsonObject, draft: JsonObject | null): Promise<void> {
    if (this.phase !== "working") return;
    this.phase = "sending";
    this.problem = null;
    this.deck?.tell({ type: "submitting" });
    try {
      await this.desk.api.correct(this.assignmentId, answer, this.submissionKey, draft);
      this.desk.greeting = "corrected";
      this.desk.go({ page: "list" });
    } catch (failure) {
      this.failed(failure);
    }
  }

  private failed(failure: unknown): void {
    if (failure instanceof Refusal && (failure.code === "already-counted" || failure.status === 404)) {
      this.close(failure);
      return;
    }
    // What was refused may be sent anew, changed: then it is another submission.
    if (failure instanceof Refusal) this.submissionKey = randomUuid();
    this.phase = "working";
    const message = failure instanceof Refusal ? failure.message : this.words.signIn.unreachable;
    this.problem = `${this.words.task.refused} ${message}`;
    this.deck?.tell({ type: "failed", message });
  }

  private close(failure: unknown): void {
    const words = this.words.correction;
    const counted = failure instanceof Refusal && failure.code === "already-counted";
    this.problem = counted
      ? failure.kept
        ? words.tooLate
        : words.counted
      : failure instanceof Refusal
        ? failure.message
        : this.words.signIn.unreachable;
    this.phase = "closed";
    this.deck?.clear();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("#panel-title")?.focus());
  }

  private notice(): TemplateResult | typeof nothing {
    if (this.phase === "closed") return nothing;
    if (this.problem !== null) return html`<p class="notice warn">${icons.warning}<span>${this.problem}</span></p>`;
    if (this.phase === "opening") return nothing;
    const words = this.words.correction;
    return html`<p class="notice info">
      ${icons.info}<span>${this.task?.draft === null ? words.notFilledIn : words.lead}</span>
    </p>`;
  }

  private panel(): TemplateResult | typeof nothing {
    const { correction, over, task } = this.words;
    if (this.phase === "opening") return waitingPanel(task.opening);
    if (this.phase !== "closed") return nothing;
    return html`<div class="panel">
      <section class="panel-card" aria-labelledby="panel-title">
        <span class="empty-picture">${icons.clock}</span>
        <h2 id="panel-title" tabindex="-1">${correction.closedTitle}</h2>
        <p class="quiet">${this.problem}</p>
        <div class="row centered">
          <a class="button primary" href="/portal" @click=${this.toList}>${over.list}</a>
        </div>
      </section>
    </div>`;
  }

  private dialog(): DialogContent | null {
    if (!this.asking) return null;
    const words = this.words.correction;
    const close = (): void => {
      this.asking = false;
    };
    const body = html`<p class="quiet">${words.leaveText}</p>
      <div class="dialog-buttons">
        <button class="button" type="button" @click=${close}>${this.words.cancel}</button>
        <button class="button danger" type="button" @click=${this.toList}>${words.leave}</button>
      </div>`;
    return { id: "leave-correction", title: words.leaveTitle, body, onClose: close, closable: true };
  }

  private readonly requestSubmit = (): void => {
    this.deck?.tell({ type: "request-submit" });
  };

  /** Asks first where something was changed that nobody would keep. */
  private readonly leave = (event: Event): void => {
    event.preventDefault();
    void this.askBeforeLeaving();
  };

  private async askBeforeLeaving(): Promise<void> {
    if (this.phase === "working") await this.lastWords.ask();
    if (this.edited && this.phase === "working") this.asking = true;
    else this.desk.go({ page: "list" });
  }

  private readonly toList = (event: Event): void => {
    event.preventDefault();
    this.desk.go({ page: "list" });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "tl-correction-page": CorrectionPage;
  }
}
