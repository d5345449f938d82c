import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JsonObject } from "../wire/contract.js";
import { Refusal, Unreachable } from "../wire/refusals.js";
import { memoryDraftShelf } from "./browser-shelf.js";
import {
  type DraftDestination,
  type DraftShelf,
  DraftSaver,
  type SaveState,
  nextRevision,
  pauseBeforeSavingMs,
} from "./draft-saver.js";

interface Saved {
  readonly draft: JsonObject;
  readonly revision: number;
  readonly leaving: boolean;
}

class Destination implements DraftDestination {
  readonly saved: Saved[] = [];
  readonly states: SaveState[] = [];
  readonly refusals: Refusal[] = [];
  readonly random = (): number => 0;
  failures: Error[] = [];
  /** When set, each save waits for it. */
  gate: Promise<void> = Promise.resolve();

  constructor(readonly shelf: DraftShelf = memoryDraftShelf()) {}

  readonly nowMs = (): number => Date.now();
  readonly onState = (state: SaveState): void => {
    this.states.push(state);
  };
  readonly onRefused = (refusal: Refusal): void => {
    this.refusals.push(refusal);
  };
  readonly save = async (draft: JsonObject, revision: number, leaving: boolean): Promise<void> => {
    this.saved.push({ draft, revision, leaving });
    await this.gate;
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
  };
}

function texts(destination: Destination): unknown[] {
  return destination.saved.map((saved) => saved.draft["text"]);
}

describe("revisions", () => {
  it("grow with the clock, and also when it stands or goes back", () => {
    expect(nextRevision(0, 1000.7)).toBe(1000);
    expect(nextRevision(1000, 1000)).toBe(1001);
    expect(nextRevision(5000, 1000)).toBe(5001);
  });
});

describe("saving a draft", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("sends only the latest of several edits made in a row", async () => {
    const to = new Destination();
    const saver = new DraftSaver("task-1", "ana", to);
    for (const text of ["a", "ab", "abc"]) saver.edit({ text });
    await vi.advanceTimersByTimeAsync(pauseBeforeSavingMs);
    expect(texts(to)).toEqual(["abc"]);
  });

  it("says saved only after the server has acknowledged the latest edit", async () => {
    const to = new Destination();
    let open: () => void = () => undefined;
    to.gate = new Promise((resolve) => (open = resolve));
    const saver = new DraftSaver("task-1", "ana", to);
    saver.edit({ text: "a" });
    await vi.advanceTimersByTimeAsync(pauseBeforeSavingMs);
    saver.edit({ text: "ab" });
    expect(to.states).not.toContain("saved");
    open();
    await vi.advanceTimersByTimeAsync(pauseBeforeSavingMs);
    expect(texts(to)).toEqual(["a", "ab"]);
    expect(to.states).toEqual(["saving", "saving", "saved"]);
  });

  it("keeps trying while the server cannot be reached, and says so", async () => {
    const to = new Destination();
    to.failures = [new Unreachable("offline"), new Unreachable("offline")];
    const saver = new DraftSaver("task-1", "ana", to);
    saver.edit({ text: "a" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(to.states).toEqual(["saving", "offline", "offline", "saved"]);
  });

  it("begins after a crash with what could not be saved, and saves it", async () => {
    const shelf = memoryDraftShelf();
    const before = new Destination(shelf);
    before.failures = [new Unreachable("offline")];
    const crashed = new DraftSaver("task-1", "ana", before);
    crashed.edit({ text: "not yet saved" });
    await vi.advanceTimersByTimeAsync(pauseBeforeSavingMs);
    crashed.end(true);

    const after = new Destination(shelf);
    const draft = await new DraftSaver("task-1", "ana", after).begin({ text: "older" }, 0);
    expect(draft).toEqual({ text: "not yet saved" });
    await vi.advanceTimersByTimeAsync(0);
    expect(texts(after)).toEqual(["not yet saved"]);
    expect(await shelf.get("task-1")).toBeNull();
  });

  it("begins with the server's draft when the worker went on from another device since", async () => {
    const shelf = memoryDraftShelf();
    await shelf.put({ assignmentId: "task-1", workerId: "ana", draft: { text: "on the train" }, revision: 5_000 });
    const saver = new DraftSaver("task-1", "ana", new Destination(shelf));
    expect(await saver.begin({ text: "at the desk" }, 6_000)).toEqual({ text: "at the desk" });
  });

  it("never shows one worker's draft to another", async () => {
    const shelf = memoryDraftShelf();
    await shelf.put({ assignmentId: "task-1", workerId: "ben", draft: { text: "ben's" }, revision: 1 });
    expect(await new DraftSaver("task-1", "ana", new Destination(shelf)).begin(null, 0)).toBeNull();
  });

  it("numbers edits after a reload above those before it", async () => {
    const shelf = memoryDraftShelf();
    await shelf.put({ assignmentId: "task-1", workerId: "ana", draft: { text: "a" }, revision: 2_000_000 });
    const to = new Destination(shelf);
    const saver = new DraftSaver("task-1", "ana", to);
    await saver.begin(null, 0);
    saver.edit({ text: "ab" });
    await vi.advanceTimersByTimeAsync(pauseBeforeSavingMs);
    expect(to.saved.at(-1)).toEqual({ draft: { text: "ab" }, revision: 2_000_001, leaving: false });
  });

  it("hands the latest edit over as the page goes away, and only when it is not saved", async () => {
    const to = new Destination();
    const saver = new DraftSaver("task-1", "ana", to);
    saver.edit({ text: "a" });
    saver.leavePage();
    expect(to.saved).toEqual([{ draft: { text: "a" }, revision: 1_000_000, leaving: true }]);
    await saver.flush();
    saver.leavePage();
    expect(to.saved.filter((saved) => saved.leaving)).toHaveLength(1);
  });

  it("is content when another tab has saved a later edit", async () => {
    const to = new Destination();
    to.failures = [new Refusal(409, "newer-draft", "A newer draft is kept already.")];
    const saver = new DraftSaver("task-1", "ana", to);
    saver.edit({ text: "a" });
    await vi.advanceTimersByTimeAsync(pauseBeforeSavingMs);
    expect([to.states, to.refusals]).toEqual([["saving", "saved"], []]);
  });

  it("tells of every other refusal and stops", async () => {
    const to = new Destination();
    to.failures = [new Refusal(409, "no-longer-yours", "Gone.")];
    const saver = new DraftSaver("task-1", "ana", to);
    saver.edit({ text: "a" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(to.refusals.map((refusal) => refusal.code)).toEqual(["no-longer-yours"]);
    expect(to.saved).toHaveLength(1);
  });

  it("sends nothing once it has ended", async () => {
    const to = new Destination();
    const saver = new DraftSaver("task-1", "ana", to);
    saver.edit({ text: "a" });
    saver.end();
    saver.edit({ text: "ab" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(to.saved).toEqual([]);
    expect(await to.shelf.get("task-1")).toBeNull();
  });
});
