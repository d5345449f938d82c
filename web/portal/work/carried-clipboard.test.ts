import { describe, expect, it, vi } from "vitest";
import type { PortalMessage } from "../../shared/messages/worker-page-messages.js";
import type { Task } from "../wire/contract.js";
import type { PortalApi } from "../wire/portal-api.js";
import type { Outbox } from "./outbox.js";
import { TaskRunner } from "./task-runner.js";

function task(id: string): Task {
  return {
    assignment_id: id, queue_id: "q", status: "working", title: id, description: "", page_url: `/tasks/${id}`, draft: null,
    draft_revision: 0, note: null, draft_origin: null, time_limit_seconds: 60, opened_at: null, deadline: null, lease_expires_at: "", server_time: "",
  };
}

/** A queue whose server has one more task, and what its pages are told. */
function queueOfTwo(): { runner: TaskRunner; told: PortalMessage[] } {
  const told: PortalMessage[] = [];
  const nothing = (): undefined => undefined;
  const runner = new TaskRunner("q", {
    api: { reserve: () => Promise.resolve(null) } as unknown as PortalApi,
    outbox: {
      submit: () => Promise.resolve({ kind: "acknowledged", reply: { next: task("second") } }),
    } as unknown as Outbox,
    drafts: { get: () => Promise.resolve(null), put: () => Promise.resolve(), remove: () => Promise.resolve() },
    frames: {
      show: nothing, loadBehind: nothing, dropBehind: nothing, clear: nothing, focusFront: nothing,
      tell: (message) => told.push(message),
    },
    workerId: "w", theme: () => "light", serverNowMs: () => 0, random: () => 0.5, newKey: () => "k",
    onChange: nothing, onShortcut: nothing, onKeyHints: nothing, backToList: nothing, tellOtherTabs: nothing,
  });
  return { runner, told };
}

const copied = { kind: "shapes", objects: [] };

async function begun(runner: TaskRunner, told: readonly PortalMessage[], id: string, starts: number): Promise<void> {
  runner.hear(id, { type: "ready", submittable: true });
  await vi.waitFor(() => {
    expect(told.filter(({ type }) => type === "start")).toHaveLength(starts);
  });
}

describe("what a worker copied in a page", () => {
  it("is told to the next page of the queue, after its start", async () => {
    const { runner, told } = queueOfTwo();
    runner.take({ type: "given", task: task("first") });
    await begun(runner, told, "first", 1);
    runner.hear("first", { type: "clipboard", content: copied });
    runner.hear("first", { type: "submit", answer: {} });
    await vi.waitFor(() => {
      expect(runner.state.phase.name).toBe("loading");
    });
    await begun(runner, told, "second", 2);
    expect(told.map(({ type }) => type).slice(-2)).toEqual(["start", "clipboard"]);
    expect(told.at(-1)).toEqual({ type: "clipboard", content: copied });
    runner.stop();
  });

  it("is not told to the pages of another queue", async () => {
    const { runner } = queueOfTwo();
    runner.hear("first", { type: "clipboard", content: copied });
    const other = queueOfTwo();
    other.runner.take({ type: "given", task: task("first") });
    await begun(other.runner, other.told, "first", 1);
    expect(other.told.map(({ type }) => type)).not.toContain("clipboard");
    other.runner.stop();
  });
});
