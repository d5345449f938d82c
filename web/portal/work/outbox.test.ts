import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SubmitReply } from "../wire/contract.js";
import { Refusal, Unreachable } from "../wire/refusals.js";
import { memoryOutboxShelf } from "./browser-shelf.js";
import { Outbox, type OutboxEntry } from "./outbox.js";

const reply: SubmitReply = { answer_id: "answer-1", next: null };

function answerOf(workerId: string, assignmentId = "task-1", submissionKey = "key-1"): OutboxEntry {
  return {
    assignmentId,
    workerId,
    queueId: "1",
    title: "Rank two summaries",
    submissionKey,
    answer: { choice: "A" },
    writtenAt: 1,
    refused: null,
  };
}

/** A server that fails as told, then takes what it is sent. */
function server(...failures: Error[]): { sent: OutboxEntry[]; send: (entry: OutboxEntry) => Promise<SubmitReply> } {
  const sent: OutboxEntry[] = [];
  return {
    sent,
    send: (entry) => {
      sent.push(entry);
      const failure = failures.shift();
      return failure === undefined ? Promise.resolve(reply) : Promise.reject(failure);
    },
  };
}

describe("the outbox", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("forgets an answer only when the server has acknowledged it", async () => {
    const shelf = memoryOutboxShelf();
    let acknowledge: (reply: SubmitReply) => void = () => undefined;
    const outbox = new Outbox(
      shelf,
      () => new Promise((resolve) => (acknowledge = resolve)),
      () => 0,
    );
    await outbox.signedIn("ana");
    const outcome = outbox.submit(answerOf("ana"), null);
    await vi.advanceTimersByTimeAsync(0);
    expect(await shelf.all()).toHaveLength(1);
    acknowledge(reply);
    expect(await outcome).toEqual({ kind: "acknowledged", reply });
    expect(await shelf.all()).toHaveLength(0);
  });

  it("sends again with the same key until the server can be reached", async () => {
    const { sent, send } = server(new Unreachable("offline"), new Unreachable("offline"), new Unreachable("503"));
    const outbox = new Outbox(memoryOutboxShelf(), send, () => 0);
    await outbox.signedIn("ana");
    const outcome = outbox.submit(answerOf("ana"), "task-2");
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await outcome).kind).toBe("acknowledged");
    expect(sent.map((entry) => entry.submissionKey)).toEqual(["key-1", "key-1", "key-1", "key-1"]);
  });

  it("does not wait out the pause when the network comes back", async () => {
    const { sent, send } = server(new Unreachable("offline", 3600));
    const outbox = new Outbox(memoryOutboxShelf(), send, () => 0);
    await outbox.signedIn("ana");
    const outcome = outbox.submit(answerOf("ana"), null);
    await vi.advanceTimersByTimeAsync(0);
    outbox.tryNow();
    expect((await outcome).kind).toBe("acknowledged");
    expect(sent).toHaveLength(2);
  });

  it("sends after a reload what the page before it left behind", async () => {
    const shelf = memoryOutboxShelf();
    await shelf.put(answerOf("ana"));
    const { sent, send } = server();
    const outbox = new Outbox(shelf, send, () => 0);
    await outbox.signedIn("ana");
    await outbox.settled();
    expect(sent).toHaveLength(1);
    expect(outbox.unsent).toEqual([]);
  });

  it("never sends one worker's answer as another", async () => {
    const shelf = memoryOutboxShelf();
    await shelf.put(answerOf("ana"));
    const { sent, send } = server();
    const outbox = new Outbox(shelf, send, () => 0);
    await outbox.signedIn("ben");
    await outbox.settled();
    expect([sent, outbox.unsent]).toEqual([[], []]);
    expect(await outbox.countWaiting()).toBe(1);
    await outbox.signedIn("ana");
    await outbox.settled();
    expect(sent).toHaveLength(1);
  });

  it("keeps an answer through a sign-out in the middle of sending", async () => {
    const shelf = memoryOutboxShelf();
    const outbox = new Outbox(shelf, server(new Unreachable("offline")).send, () => 0);
    await outbox.signedIn("ana");
    const outcome = outbox.submit(answerOf("ana"), null);
    await vi.advanceTimersByTimeAsync(0);
    outbox.signedOut();
    expect(await outcome).toEqual({ kind: "waiting" });
    expect(await shelf.all()).toEqual([answerOf("ana")]);
  });

  it("keeps a refused answer with the server's words until its writer has seen to it", async () => {
    const shelf = memoryOutboxShelf();
    const outbox = new Outbox(shelf, server(new Refusal(413, "answer-too-large", "Too large.")).send, () => 0);
    await outbox.signedIn("ana");
    const refused = { code: "answer-too-large", message: "Too large.", kept: false };
    expect(await outbox.submit(answerOf("ana"), null)).toEqual({ kind: "refused", refused });
    expect(outbox.unsent).toEqual([{ ...answerOf("ana"), refused }]);
    await outbox.dismiss("task-1");
    expect(await shelf.all()).toEqual([]);
  });

  it("does not keep twice what the server kept as a late answer", async () => {
    const shelf = memoryOutboxShelf();
    const outbox = new Outbox(shelf, server(new Refusal(409, "time-is-up", "Time is up.", true)).send, () => 0);
    await outbox.signedIn("ana");
    expect((await outbox.submit(answerOf("ana"), null)).kind).toBe("refused");
    expect(await shelf.all()).toEqual([]);
  });

  it("makes one answer of a submission in two tabs: the second takes the first one's key", async () => {
    const shelf = memoryOutboxShelf();
    await shelf.put(answerOf("ana", "task-1", "first-tab"));
    const { sent, send } = server();
    const second = new Outbox(shelf, send, () => 0);
    await second.signedIn("nobody yet");
    await second.signedIn("ana");
    await second.submit(answerOf("ana", "task-1", "second-tab"), null);
    expect(new Set(sent.map((entry) => entry.submissionKey))).toEqual(new Set(["first-tab"]));
  });

  it("takes a new answer in place of a refused one", async () => {
    const shelf = memoryOutboxShelf();
    const { sent, send } = server(new Refusal(400, "malformed-answer", "No."));
    const outbox = new Outbox(shelf, send, () => 0);
    await outbox.signedIn("ana");
    await outbox.submit(answerOf("ana", "task-1", "first"), null);
    expect((await outbox.submit(answerOf("ana", "task-1", "second"), null)).kind).toBe("acknowledged");
    expect(sent.map((entry) => entry.submissionKey)).toEqual(["first", "second"]);
  });
});
