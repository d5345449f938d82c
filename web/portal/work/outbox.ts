/**
 * Answers on their way to the server. An answer is written here before it is sent and taken out when the server has
 * acknowledged it, so that no reload, crash or sign-out between the two can lose it. It carries a submission key made
 * once: sending it again gives the same reply and one answer.
 */
import type { JsonObject, SubmitReply } from "../wire/contract.js";
import { Refusal, Unreachable } from "../wire/refusals.js";
import { Nap, backoffMs } from "./backoff.js";

export interface Refused {
  readonly code: string;
  readonly message: string;
  /** True when the server kept the answer as a late one. */
  readonly kept: boolean;
}

export interface OutboxEntry {
  readonly assignmentId: string;
  readonly workerId: string;
  readonly queueId: string;
  /** The task's title, to name the answer to its writer. */
  readonly title: string;
  readonly submissionKey: string;
  readonly answer: JsonObject;
  /** What puts the page back as it was answered; null where the server has it already, or nothing does. */
  readonly draft?: JsonObject | null;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
  /** What the server said when it would not take the answer; null while it is still to be sent. */
  readonly refused: Refused | null;
}

/** Where entries are kept: one for each assignment. */
export interface OutboxShelf {
  all(): Promise<OutboxEntry[]>;
  /** The entry of this assignment that is still to be sent, or this one, now put there. One step for every tab. */
  putUnlessWaiting(entry: OutboxEntry): Promise<OutboxEntry>;
  put(entry: OutboxEntry): Promise<void>;
  remove(assignmentId: string): Promise<void>;
}

export type Sending = (entry: OutboxEntry, openNext: string | null) => Promise<SubmitReply>;

export type Outcome =
  | { readonly kind: "acknowledged"; readonly reply: SubmitReply }
  | { readonly kind: "refused"; readonly refused: Refused }
  /** Signed out before it could be sent: the answer stays here for its writer. */
  | { readonly kind: "waiting" };

export class Outbox {
  private readonly nap = new Nap();
  private readonly underWay = new Map<string, Promise<Outcome>>();
  private readonly listeners = new Set<() => void>();
  private entries: OutboxEntry[] = [];
  private workerId: string | null = null;

  constructor(
    private readonly shelf: OutboxShelf,
    private readonly send: Sending,
    private readonly random: () => number,
  ) {}

  /** This worker's answers that have not been acknowledged, oldest first. */
  get unsent(): readonly OutboxEntry[] {
    return this.entries.filter((entry) => entry.workerId === this.workerId);
  }

  /** Calls back whenever `unsent` may have changed; the result ends it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** How many answers of anybody's wait in this browser; for the sign-in page, where nobody is known yet. */
  async countWaiting(): Promise<number> {
    return (await this.shelf.all()).filter((entry) => entry.refused === null).length;
  }

  /** Starts sending what this worker left behind earlier. */
  async signedIn(workerId: string): Promise<void> {
    this.workerId = workerId;
    await this.refresh();
    for (const entry of this.unsent) if (entry.refused === null) void this.deliver(entry, null);
  }

  /** Stops sending; nothing is forgotten. */
  signedOut(): void {
    this.workerId = null;
    this.nap.end();
    this.tell();
  }

  /** Ends the present wait, for example because the network came back. */
  tryNow(): void {
    this.nap.end();
  }

  /** Writes the answer down and sends it until the server acknowledges or refuses it. */
  async submit(entry: OutboxEntry, openNext: string | null): Promise<Outcome> {
    const kept = await this.shelf.putUnlessWaiting(entry);
    await this.refresh();
    return this.deliver(kept, openNext);
  }

  /** Resolves when nothing of this worker's is under way any more. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay.values());
  }

  /** Forgets a refused answer once its writer has seen to it. */
  async dismiss(assignmentId: string): Promise<void> {
    await this.shelf.remove(assignmentId);
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    this.entries = (await this.shelf.all()).sort((a, b) => a.writtenAt - b.writtenAt);
    this.tell();
  }

  private deliver(entry: OutboxEntry, openNext: string | null): Promise<Outcome> {
    const running = this.underWay.get(entry.assignmentId);
    if (running !== undefined) return running;
    const run = this.keepTrying(entry, openNext).finally(() => {
      this.underWay.delete(entry.assignmentId);
      this.tell();
    });
    this.underWay.set(entry.assignmentId, run);
    return run;
  }

  private async keepTrying(entry: OutboxEntry, openNext: string | null): Promise<Outcome> {
    for (let failures = 1; this.workerId === entry.workerId; failures += 1) {
      try {
        const reply = await this.send(entry, openNext);
        await this.dismiss(entry.assignmentId);
        return { kind: "acknowledged", reply };
      } catch (failure) {
        const refused = refusedBy(failure);
        if (refused !== null) return await this.shelve(entry, refused);
        await this.nap.take(backoffMs(failures, this.random(), waitAsked(failure)));
      }
    }
    return { kind: "waiting" };
  }

  private async shelve(entry: OutboxEntry, refused: Refused): Promise<Outcome> {
    // Signed out in mid-sending says nothing about the answer.
    if (refused.code === "signed-out") return { kind: "waiting" };
    // What the server kept as a late answer need not be kept here too.
    await (refused.kept ? this.shelf.remove(entry.assignmentId) : this.shelf.put({ ...entry, refused }));
    await this.refresh();
    return { kind: "refused", refused };
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function refusedBy(failure: unknown): Refused | null {
  if (!(failure instanceof Refusal)) return null;
  return { code: failure.code, message: failure.message, kept: failure.kept };
}

function waitAsked(failure: unknown): number | null {
  return failure instanceof Unreachable ? failure.retryAfterSeconds : null;
}
