import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { KeyHint, PortalMessage } from "../../shared/messages/worker-page-messages.js";
import "../parts/frame-deck.js";
import type { FrameDeck } from "../parts/frame-deck.js";
import { keySheet } from "../parts/key-sheet.js";
import "../parts/modal-dialog.js";
import type { DialogContent } from "../parts/modal-dialog.js";
import { PageElement } from "../parts/page-element.js";
import { ThemeWatch } from "../parts/theme-watch.js";
import { actionOf, pressed } from "../work/key-map.js";
import { randomUuid } from "../work/random-uuid.js";
import { recall, remember } from "../work/remembered.js";
import { TaskRunner } from "../work/task-runner.js";
import type { Leaving, State } from "../work/task-steps.js";
import { confirmLeaving } from "./leaving-dialog.js";
import { reviewerNote } from "./reviewer-note.js";
import { taskBar } from "./task-bar.js";
import { type NoticeView, taskNotices } from "./task-notices.js";
import { taskPanel } from "./task-panels.js";

const renewMs = 30_000;
const slowPageMs = 10_000;
// A worker who logs out without a connection should not wait for it.
const lastSaveMs = 2500;

/** One task after another of one queue. */
@customElement("tl-task-page")
export class TaskPage extends PageElement {
  @property({ attribute: false }) queueId = "";
  @property({ attribute: false }) resume: string | null = null;
  @state() private asking: Exclude<Leaving, "pause"> | "keys" | null = null;
  @state() private menuOpen = false;
  @state() private slow = false;
  @state() private keysOn = recall("shortcuts") !== "off";
  /** The keys of the page in front, as it last told them. */
  @state() private keyHints: readonly KeyHint[] = [];
  @state() private logOutFailed = false;
  private runner: TaskRunner | null = null;
  private renewTimer: ReturnType<typeof setInterval> | undefined;
  private slowTimer: ReturnType<typeof setTimeout> | undefined;
  private endConnection: () => void = () => undefined;
  private readonly watch = new ThemeWatch(this, (theme) => {
    this.tellPage({ type: "theme", theme });
  });
  private shownPhase: State["phase"]["name"] | null = null;

  protected override arrive(): void {
    this.renewTimer = setInterval(this.renew, renewMs);
    this.endConnection = this.desk.connection.subscribe((reachable) => {
      if (!reachable) return;
      void this.runner?.saveDraftNow();
      if (this.runner?.state.phase.name === "stuck") this.runner.take({ type: "go-on" });
    });
    this.desk.onTaskNews = (news): void => {
      if (news.type === "done-with") this.runner?.finishedElsewhere(news.assignmentId);
    };
    document.addEventListener("visibilitychange", this.renew);
    document.addEventListener("keydown", this.keyDown);
    window.addEventListener("pagehide", this.pageHides);
  }

  protected override depart(): void {
    this.runner?.stop();
    clearInterval(this.renewTimer);
    clearTimeout(this.slowTimer);
    this.endConnection();
    this.desk.onTaskNews = (): void => undefined;
    document.removeEventListener("visibilitychange", this.renew);
    document.removeEventListener("keydown", this.keyDown);
    window.removeEventListener("pagehide", this.pageHides);
  }

  override render(): TemplateResult {
    const { runner } = this;
    return html`${
        runner === null
          ? nothing
          : taskBar(
              {
                desk: this.desk,
                state: runner.state,
                saveState: runner.saveState,
                justSaved: runner.justSaved,
                menuOpen: this.menuOpen,
              },
              this.barActions,
            )
      }
      <main id="main" class="task-main">
        <div role="status" class="task-notices">
          ${runner === null ? nothing : reviewerNote(runner.state, this.words)}
          ${runner === null ? nothing : taskNotices(this.noticeView(runner), this.noticeActions)}
        </div>
        <div class="task-stage">
          <tl-frame-deck></tl-frame-deck>
          ${runner === null ? nothing : taskPanel(runner.state, this.words, runner.lastDraft, this.panelActions)}
        </div>
      </main>
      <span class="sr-only" aria-live="polite">${runner?.justSaved === true ? this.words.task.answerSaved : ""}</span>
      <tl-modal-dialog .content=${this.dialog()}></tl-modal-dialog>`;
  }

  protected override firstUpdated(): void {
    const deck = this.querySelector<FrameDeck>("tl-frame-deck");
    const session = this.desk.session;
    if (deck === null || session === null) return;
    const runner = new TaskRunner(this.queueId, {
      api: this.desk.api,
      outbox: this.desk.outbox,
      drafts: this.desk.drafts,
      frames: deck,
      workerId: session.worker.id,
      theme: () => this.watch.theme,
      serverNowMs: () => this.desk.clock.nowMs(),
      random: () => Math.random(),
      newKey: randomUuid,
      onChange: () => {
        this.changed();
      },
      onShortcut: (key) => {
        this.shortcut(key);
      },
      onKeyHints: (hints) => {
        this.keyHints = hints;
      },
      backToList: (how) => {
        this.desk.greeting = how === "release" ? "released" : "paused";
        this.desk.go({ page: "list" });
      },
      tellOtherTabs: (assignmentId) => {
        this.desk.tabs.tell({ type: "done-with", assignmentId });
      },
    });
    deck.listener = (assignmentId, message): void => {
      runner.hear(assignmentId, message);
    };
    this.runner = runner;
    this.requestUpdate();
    void runner.start(this.resume);
  }

  private readonly barActions = {
    decline: (): void => {
      void this.giveUp("decline");
    },
    release: (): void => {
      void this.giveUp("release");
    },
    pause: (): void => {
      this.menuOpen = false;
      this.runner?.take({ type: "leave", how: "pause" });
    },
    submit: (): void => {
      this.runner?.take({ type: "request-submit" });
    },
    logOut: (): void => {
      void this.logOut();
    },
    toList: (event: Event): void => {
      event.preventDefault();
      void this.toList();
    },
    help: (): void => {
      this.ask("keys");
    },
    toggleMenu: (): void => {
      this.menuOpen = !this.menuOpen;
    },
    timeUp: (): void => {
      this.runner?.take({ type: "lost", why: "time-is-up" });
    },
  };

  private readonly panelActions = {
    goOn: (): void => {
      this.runner?.take({ type: "go-on" });
    },
    toList: this.barActions.toList,
  };

  private readonly noticeActions = {
    dismiss: (): void => {
      this.runner?.take({ type: "dismiss-notice" });
    },
    reload: this.panelActions.goOn,
  };

  private noticeView(runner: TaskRunner): NoticeView {
    return {
      words: this.words,
      state: runner.state,
      reachable: this.desk.connection.reachable,
      logOutFailed: this.logOutFailed,
      slow: this.slow,
    };
  }

  private dialog(): DialogContent | null {
    if (this.asking === null) return null;
    const close = (): void => {
      this.asking = null;
    };
    if (this.asking === "keys") {
      const body = keySheet(this.words, this.keyHints, this.keysOn, this.switchKeys, close);
      return { id: "keys", title: this.words.keys.title, body, onClose: close, closable: true };
    }
    const how = this.asking;
    const confirm = (): void => {
      this.asking = null;
      this.runner?.take({ type: "leave", how });
    };
    return confirmLeaving(how, this.words, confirm, close);
  }

  /** Asks before work is lost; a task that nothing was written in is given up at once. */
  private async giveUp(how: "decline" | "release"): Promise<void> {
    await this.runner?.hearLastWords();
    if (this.runner?.hasWork === true) this.ask(how);
    else this.runner?.take({ type: "leave", how });
  }

  private ask(what: "decline" | "release" | "keys"): void {
    this.menuOpen = false;
    if (what === "keys") this.tellPage({ type: "request-keys" });
    this.asking = what;
  }

  /** After each event: follows the phase with title, timers and keyboard. */
  private changed(): void {
    const phase = this.runner?.state.phase.name ?? null;
    if (phase !== this.shownPhase) {
      this.shownPhase = phase;
      this.phaseChanged(phase);
    }
    this.requestUpdate();
  }

  private phaseChanged(phase: State["phase"]["name"] | null): void {
    clearTimeout(this.slowTimer);
    this.slow = false;
    if (phase === "loading") {
      this.slowTimer = setTimeout(() => {
        this.slow = true;
      }, slowPageMs);
      this.keyHints = [];
      // From now on a reload asks for the open task.
      this.desk.go({ page: "task", queueId: this.queueId, resume: null }, true);
    }
    if (phase !== "working") this.asking = this.asking === "keys" ? "keys" : null;
    if (phase === "over" || phase === "finished" || phase === "stuck") {
      void this.updateComplete.then(() => this.querySelector<HTMLElement>("#panel-title")?.focus());
    }
  }

  private readonly renew = (): void => {
    if (document.visibilityState === "visible" || this.runner?.state.reserved !== null) void this.runner?.renew();
  };

  private readonly pageHides = (): void => {
    this.runner?.leavePage();
  };

  private readonly switchKeys = (on: boolean): void => {
    this.keysOn = on;
    remember("shortcuts", on ? "on" : "off");
  };

  private readonly keyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.menuOpen = false;
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select") !== null;
    if (typing && event.key === "?") return;
    if (this.shortcut(pressed(event))) event.preventDefault();
  };

  /** Does what the keys stand for; whether they stand for anything. */
  private shortcut(keys: string): boolean {
    const action = this.keysOn && this.desk.signingInAgain === null ? actionOf(keys) : null;
    if (action === "submit" && this.asking === null && this.runner?.state.phase.name === "working") {
      this.runner.take({ type: "request-submit" });
      return true;
    }
    if (action !== "help" || (this.asking !== null && this.asking !== "keys")) return false;
    if (this.asking === "keys") this.asking = null;
    else this.ask("keys");
    return true;
  }

  private tellPage(message: PortalMessage): void {
    this.querySelector<FrameDeck>("tl-frame-deck")?.tell(message);
  }

  private async toList(): Promise<void> {
    await this.lastSave();
    this.desk.go({ page: "list" });
  }

  private async logOut(): Promise<void> {
    this.logOutFailed = false;
    await this.lastSave();
    try {
      await this.desk.signOut();
    } catch {
      this.logOutFailed = true;
    }
  }

  private async lastSave(): Promise<void> {
    const saved = this.runner?.saveLastWords() ?? Promise.resolve();
    await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, lastSaveMs))]);
  }
}
