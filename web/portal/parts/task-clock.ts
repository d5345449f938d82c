import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { clockText, markPassed, secondsLeft, urgency } from "../work/countdown.js";
import { icons } from "./icons.js";
import { PageElement } from "./page-element.js";

/** The time left for the task: always seen, said aloud at five minutes and at one. */
@customElement("tl-task-clock")
export class TaskClock extends PageElement {
  /** ISO 8601; null while the task has no deadline yet. */
  @property({ attribute: false }) deadline: string | null = null;
  /** The time limit in seconds: a clock a little behind the server's must not show more. */
  @property({ attribute: false }) most = Infinity;
  /** Told once when the time is up. */
  @property({ attribute: false }) onTimeUp: () => void = () => undefined;
  @state() private left: number | null = null;
  @state() private saying = "";
  private timer: ReturnType<typeof setInterval> | undefined;

  protected override arrive(): void {
    this.timer = setInterval(this.tick, 1000);
    document.addEventListener("visibilitychange", this.tick);
  }

  protected override depart(): void {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.tick);
  }

  override render(): TemplateResult | typeof nothing {
    const left = this.left;
    if (left === null) return nothing;
    return html`<span
        class="clock ${urgency(left)}"
        role="timer"
        aria-label=${`${this.words.task.timeLeft} ${clockText(left)}`}
      >
        ${icons.clock}<span aria-hidden="true">${clockText(left)}</span>
      </span>
      <span class="sr-only" aria-live="polite">${this.saying}</span>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("deadline")) this.left = this.remaining();
  }

  private remaining(): number | null {
    if (this.deadline === null) return null;
    return Math.min(this.most, secondsLeft(Date.parse(this.deadline), this.desk.clock.nowMs()));
  }

  private readonly tick = (): void => {
    const before = this.left;
    this.left = this.remaining();
    if (before === null || this.left === null) return;
    const mark = markPassed(before, this.left);
    if (mark !== null) this.saying = this.words.task.minutesLeft(mark);
    if (before > 0 && this.left === 0) this.onTimeUp();
  };
}
