/**
 * Keeps the server's copy of a draft up to date: waits for a pause in typing, sends one at a time, and of several
 * edits sends only the latest. Each edit has a revision greater than all before it, in every tab and after every
 * reload, so that the server can tell which of two is the later one. Until the server has acknowledged the latest
 * edit, a copy is kept in this browser.
 */
import type { JsonObject } from "../wire/contract.js";
import { Refusal, Unreachable } from "../wire/refusals.js";
import { Nap, backoffMs } from "./backoff.js";

export interface KeptDraft {
  readonly assignmentId: string;
  readonly workerId: string;
  readonly draft: JsonObject;
  readonly revision: number;
}

export interface DraftShelf {
  get(assignmentId: string): Promise<KeptDraft | null>;
  /** Keeps it unless a later revision is there, from another tab. */
  put(draft: KeptDraft): Promise<void>;
  /** Forgets it unless a revision later than this one is there. */
  remove(assignmentId: string, upToRevision: number): Promise<void>;
}

export type SaveState = "untouched" | "saving" | "saved" | "offline";

export interface DraftDestination {
  readonly save: (draft: JsonObject, revision: number, leaving: boolean) => Promise<void>;
  readonly shelf: DraftShelf;
  readonly nowMs: () => number;
  readonly random: () => number;
  /** The light in the bar. */
  readonly onState: (state: SaveState) => void;
  /** The server takes no more drafts for this assignment. */
  readonly onRefused: (refusal: Refusal) => void;
}

export const pauseBeforeSavingMs = 300;

/** A revision later than the last: the time in milliseconds, pushed up where the clock stands or goes back. */
export function nextRevision(last: number, nowMs: number): number {
  return Math.max(last + 1, Math.floor(nowMs));
}

export class DraftSaver {
  private readonly nap = new Nap();
  private latest: KeptDraft | null = null;
  private acknowledged = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | null = null;
  private ended = false;
  private revision = 0;

  constructor(
    private readonly assignmentId: string,
    private readonly workerId: string,
    private readonly to: DraftDestination,
  ) {}

  /** The latest draft, whether or not the server has it; null when nothing was edited here. */
  get draft(): JsonObject | null {
    return this.latest?.draft ?? null;
  }

  /** Whether the server has these states of the page's controls: then a large one need not be sent twice. */
  hasSaved(draft: JsonObject): boolean {
    if (this.latest === null || this.latest.revision > this.acknowledged) return false;
    return JSON.stringify(this.latest.draft["controls"]) === JSON.stringify(draft["controls"]);
  }

  /**
   * The draft to begin with: the one this browser could not save earlier, unless the worker went on elsewhere since;
   * else the server's. One found here is sent at once.
   */
  async begin(serverDraft: JsonObject | null, serverRevision: number): Promise<JsonObject | null> {
    this.revision = serverRevision;
    const kept = await this.to.shelf.get(this.assignmentId).catch(() => null);
    if (kept?.workerId !== this.workerId || kept.revision < serverRevision) return serverDraft;
    this.latest = kept;
    this.revision = kept.revision;
    void this.flush();
    return kept.draft;
  }

  /** Takes an edit. */
  edit(draft: JsonObject): void {
    if (this.ended) return;
    this.revision = nextRevision(this.revision, this.to.nowMs());
    this.latest = { assignmentId: this.assignmentId, workerId: this.workerId, draft, revision: this.revision };
    // A browser that forbids storage still saves to the server.
    void this.to.shelf.put(this.latest).catch(() => undefined);
    this.to.onState("saving");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), pauseBeforeSavingMs);
  }

  /** Sends what is unsaved now; resolves when the server has the latest edit, or saving has ended. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.nap.end();
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
    });
    await this.sending;
  }

  /** Hands the latest edit to the browser as the page goes away: no reply is awaited. */
  leavePage(): void {
    if (this.latest === null || this.ended || this.latest.revision <= this.acknowledged) return;
    void this.to.save(this.latest.draft, this.latest.revision, true).catch(() => undefined);
  }

  /** Ends saving. The copy in this browser is forgotten unless `keepCopy`. */
  end(keepCopy = false): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.nap.end();
    if (!keepCopy) void this.to.shelf.remove(this.assignmentId, this.revision).catch(() => undefined);
  }

  private async sendAll(): Promise<void> {
    let failures = 0;
    while (this.latest !== null && this.latest.revision > this.acknowledged && !this.ended) {
      const { draft, revision } = this.latest;
      try {
        await this.to.save(draft, revision, false);
        failures = 0;
        await this.acknowledge(revision);
      } catch (failure) {
        failures += 1;
        if (!(await this.afterFailure(failure, failures))) return;
      }
    }
  }

  private async acknowledge(revision: number): Promise<void> {
    this.acknowledged = Math.max(this.acknowledged, revision);
    if (this.ended || this.latest?.revision !== revision) return;
    this.to.onState("saved");
    await this.to.shelf.remove(this.assignmentId, revision).catch(() => undefined);
  }

  private refused(refusal: Refusal): void {
    // A later edit, from another tab, is kept already: that is as good as saved.
    this.to.onState(refusal.code === "newer-draft" ? "saved" : "untouched");
    if (refusal.code !== "newer-draft") this.to.onRefused(refusal);
  }

  /** Whether to go on trying. */
  private async afterFailure(failure: unknown, failures: number): Promise<boolean> {
    if (failure instanceof Refusal) {
      if (!this.ended) this.refused(failure);
      return false;
    }
    if (this.ended) return false;
    this.to.onState("offline");
    const asked = failure instanceof Unreachable ? failure.retryAfterSeconds : null;
    await this.nap.take(backoffMs(failures, this.to.random(), asked));
    return true;
  }
}
