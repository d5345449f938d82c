/** Takes the steps that `task-steps.ts` decides: talks to the server, the frames, the outbox and the drafts. */
import type { Json, PageMessage } from "../../shared/messages/worker-page-messages.js";
import type { JsonObject, Task } from "../wire/contract.js";
import { Refusal } from "../wire/refusals.js";
import type { DraftDestination, SaveState } from "./draft-saver.js";
import { DraftSaver } from "./draft-saver.js";
import { type Event, type Leaving, type State, type Step, beginning, decide, isEnding, taskOf } from "./task-steps.js";
import { LastWords } from "./last-words.js";
import type { Surroundings } from "./task-surroundings.js";

export class TaskRunner {
  state: State = beginning;
  saveState: SaveState = "untouched";
  /** True from an acknowledged answer until the next edit. */
  justSaved = false;
  /** What the worker had written when the task ended under them. */
  lastDraft: JsonObject | null = null;
  private saver: DraftSaver | null = null;
  /** What puts the page back as it was answered last. */
  private answered: JsonObject | null = null;
  private stopped = false;
  /** What the worker copied in a page of this queue, for its next pages; other queues' pages are other people's. */
  private clipboard: Json = null;
  /** The stopped task to take up, until that has been tried. */
  private resume: string | null = null;
  private readonly lastWords = new LastWords((message) => {
    this.around.frames.tell(message);
  });

  constructor(
    private readonly queueId: string,
    private readonly around: Surroundings,
  ) {}

  /** Asks for the first task, or takes up a stopped one. Answers still on their way go first. */
  async start(resume: string | null): Promise<void> {
    this.resume = resume;
    await this.around.outbox.settled();
    if (!this.stopped) await this.ask();
  }

  /** Stops for good: drafts are handed over and frames removed. A reserved task goes back by its own short lease. */
  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.saver?.leavePage();
    this.saver?.end(true);
    this.around.frames.clear();
  }

  take(event: Event): void {
    if (this.stopped) return;
    const [next, steps] = decide(this.state, event);
    this.state = next;
    for (const step of steps) this.perform(step);
    this.around.onChange();
  }

  /** What the page in front said. */
  hear(assignmentId: string, message: PageMessage): void {
    switch (message.type) {
      case "ready":
        this.take({ type: "page-ready", assignmentId, submittable: message.submittable });
        return;
      case "draft":
        if (takesDrafts(this.state)) this.saver?.edit(message.draft as unknown as JsonObject);
        return;
      case "draft-told":
        this.lastWords.told();
        return;
      case "submit":
        this.answered = (message.draft ?? null) as unknown as JsonObject | null;
        this.take({ type: "submit", answer: message.answer });
        return;
      case "shortcut":
        this.around.onShortcut(message.key);
        return;
      case "keys":
        this.around.onKeyHints(message.hints);
        return;
      case "clipboard":
        this.clipboard = message.content;
        return;
      case "error":
        this.take({ type: "page-error", message: message.message });
    }
  }

  /** Keeps the lease; called every half minute and when the worker comes back to the tab. */
  async renew(): Promise<void> {
    const task = taskOf(this.state);
    if (task === null || !["loading", "working"].includes(this.state.phase.name)) return;
    const reserved = this.state.reserved;
    try {
      const renewal = await this.around.api.renew(task.assignment_id, reserved?.assignment_id ?? null);
      if (taskOf(this.state)?.assignment_id !== task.assignment_id) return;
      this.take({ type: "renewed", deadline: renewal.deadline });
      const same = reserved !== null && this.state.reserved?.assignment_id === reserved.assignment_id;
      if (same && !renewal.reserved_kept) this.take({ type: "reserved-lost" });
      // Tasks may have arrived since we last looked.
      if (this.state.reserved === null) await this.reserve();
    } catch (failure) {
      this.lostIfRefused(task, failure);
    }
  }

  /** Another tab of this worker has finished with the task. */
  finishedElsewhere(assignmentId: string): void {
    if (taskOf(this.state)?.assignment_id === assignmentId) this.take({ type: "lost", why: "answered-elsewhere" });
  }

  /** Saves what is unsaved now, without waiting for a pause. */
  async saveDraftNow(): Promise<void> {
    await this.saver?.flush();
  }

  /** Hears what the page has yet to tell of the latest keystrokes. */
  async hearLastWords(): Promise<void> {
    if (this.saver !== null && takesDrafts(this.state)) await this.lastWords.ask();
  }

  /** Hears the last keystrokes too, and saves everything. */
  async saveLastWords(): Promise<void> {
    await this.hearLastWords();
    await this.saver?.flush();
  }

  leavePage(): void {
    this.saver?.leavePage();
  }

  private perform(step: Step): void {
    const { frames } = this.around;
    switch (step.do) {
      case "ask":
        void this.ask();
        return;
      case "open-reserved":
        void this.open(step.task.assignment_id);
        return;
      case "show":
        this.saveState = "untouched";
        frames.show(step.task);
        return;
      case "begin":
        void this.begin(step.task);
        return;
      case "reserve":
        void this.reserve();
        return;
      case "load-behind":
        frames.loadBehind(step.task);
        return;
      case "drop-behind":
        frames.dropBehind();
        return;
      case "clear":
        frames.clear();
        return;
      case "back-to-list":
        this.around.backToList(step.how);
        return;
      case "ask-page-to-submit":
        frames.tell({ type: "request-submit" });
        return;
      case "lock":
        frames.tell({ type: "submitting" });
        return;
      case "unlock":
        frames.tell({ type: "failed", message: step.message });
        return;
      case "end-draft":
        this.lastDraft = this.saver?.draft ?? this.lastDraft;
        this.saver?.end();
        this.saver = null;
        return;
      case "send":
        this.justSaved = false;
        void this.send(step.task, step.answer, step.openNext);
        return;
      case "leave":
        void this.leave(step.task, step.how);
    }
  }

  private async ask(): Promise<void> {
    if (this.resume !== null) {
      await this.open(this.resume);
      return;
    }
    try {
      this.take({ type: "given", task: await this.around.api.next(this.queueId) });
    } catch (failure) {
      this.take({ type: "asking-failed", message: messageOf(failure) });
    }
  }

  private async open(assignmentId: string): Promise<void> {
    try {
      const task = await this.around.api.open(assignmentId);
      this.resume = null;
      this.take({ type: "given", task });
    } catch (failure) {
      if (!(failure instanceof Refusal)) {
        this.take({ type: "asking-failed", message: messageOf(failure) });
        return;
      }
      this.resume = null;
      await this.ask();
    }
  }

  /** Whether giving the task up would lose something that the worker wrote. */
  get hasWork(): boolean {
    return (this.saver?.draft ?? this.lastDraft) !== null;
  }

  private async begin(task: Task): Promise<void> {
    const saver = new DraftSaver(task.assignment_id, this.around.workerId, this.destination(task));
    this.saver = saver;
    const draft = await saver.begin(task.draft, task.draft_revision);
    if (this.stopped || this.saver !== saver) return;
    this.lastDraft = draft;
    this.around.frames.tell({ type: "start", draft, theme: this.around.theme() });
    if (this.clipboard !== null) this.around.frames.tell({ type: "clipboard", content: this.clipboard });
    this.around.frames.focusFront();
  }

  private destination(task: Task): DraftDestination {
    return {
      save: (draft, revision, leaving) =>
        this.around.api.saveDraft(task.assignment_id, draft, revision, { keepalive: leaving }),
      shelf: this.around.drafts,
      nowMs: this.around.serverNowMs,
      random: this.around.random,
      onState: (state) => {
        this.saveState = state;
        this.justSaved = false;
        this.around.onChange();
      },
      onRefused: (refusal) => {
        if (!this.lostIfRefused(task, refusal)) this.take({ type: "draft-refused", message: refusal.message });
      },
    };
  }

  private async reserve(): Promise<void> {
    try {
      const task = await this.around.api.reserve(this.queueId);
      // The server may name the open task itself where nothing else is left.
      if (task?.assignment_id !== taskOf(this.state)?.assignment_id) this.take({ type: "reserved", task });
    } catch {
      // Reserving only saves time: without it the next task is asked for when it is needed.
    }
  }

  private async send(task: Task, answer: JsonObject, openNext: string | null): Promise<void> {
    const entry = {
      assignmentId: task.assignment_id,
      workerId: this.around.workerId,
      queueId: this.queueId,
      title: task.title,
      submissionKey: this.around.newKey(),
      answer,
      draft: this.answered === null || this.saver?.hasSaved(this.answered) === true ? null : this.answered,
      writtenAt: this.around.serverNowMs(),
      refused: null,
    };
    const outcome = await this.around.outbox.submit(entry, openNext);
    if (outcome.kind === "acknowledged") {
      this.around.tellOtherTabs(task.assignment_id);
      this.around.frames.tell({ type: "saved" });
      this.justSaved = true;
      this.take({ type: "acknowledged", assignmentId: task.assignment_id, next: outcome.reply.next });
    } else if (outcome.kind === "refused") {
      this.take({ type: "refused", ...outcome.refused });
    }
  }

  private async leave(task: Task, how: Leaving): Promise<void> {
    try {
      if (how === "pause") await this.saveLastWords();
      this.around.frames.tell({ type: "submitting" });
      await this.around.api.leave(task.assignment_id, how);
      this.around.tellOtherTabs(task.assignment_id);
      this.take({ type: "left" });
    } catch (failure) {
      if (!this.lostIfRefused(task, failure)) this.take({ type: "leaving-failed", message: messageOf(failure) });
    }
  }

  /** Ends the task at hand when the failure says that it is no longer ours; whether it does. */
  private lostIfRefused(task: Task, failure: unknown): boolean {
    if (!(failure instanceof Refusal) || !isEnding(failure.code)) return false;
    if (taskOf(this.state)?.assignment_id !== task.assignment_id) return false;
    this.take({ type: "lost", why: failure.code });
    return true;
  }
}

function takesDrafts(state: State): boolean {
  return state.phase.name === "working" || (state.phase.name === "leaving" && state.phase.how === "pause");
}

/** The server's words; nothing when it could not be reached, for which the portal has words of its own. */
function messageOf(failure: unknown): string {
  return failure instanceof Refusal ? failure.message : "";
}
