import { describe, expect, it } from "vitest";
import type { Task } from "../wire/contract.js";
import { type Event, type State, type Step, beginning, decide } from "./task-steps.js";

function task(id: string): Task {
  return {
    assignment_id: id,
    queue_id: 1,
    status: "working",
    title: "Rank two summaries",
    description: "",
    page_url: `/pages/${id}`,
    draft: null,
    draft_revision: 0,
    note: null,
    draft_origin: null,
    time_limit_seconds: 600,
    opened_at: null,
    deadline: "2026-11-22T05:10:00.000Z",
    lease_expires_at: "2026-11-22T05:02:00.000Z",
    server_time: "2026-11-22T05:00:00.000Z",
  };
}

/** The state after a story, and the steps its last event asked for. */
function after(...events: Event[]): { state: State; steps: readonly Step["do"][] } {
  let state = beginning;
  let steps: readonly Step[] = [];
  for (const event of events) [state, steps] = decide(state, event);
  return { state, steps: steps.map((step) => step.do) };
}

const given: Event = { type: "given", task: task("a") };
const ready: Event = { type: "page-ready", assignmentId: "a", submittable: true };
const reserved: Event = { type: "reserved", task: task("b") };
const submit: Event = { type: "submit", answer: { choice: "A" } };

describe("the task page", () => {
  it("shows the task it was given, and begins it only when its page is ready", () => {
    expect(after(given)).toMatchObject({ state: { phase: { name: "loading" } }, steps: ["show"] });
    expect(after(given, ready)).toMatchObject({ state: { phase: { name: "working" } }, steps: ["begin", "reserve"] });
  });

  it("is not begun by the readiness of another page", () => {
    expect(after(given, { type: "page-ready", assignmentId: "b", submittable: true }).steps).toEqual([]);
  });

  it("loads the reserved task behind the open one and names it in the submission", () => {
    expect(after(given, ready, reserved).steps).toEqual(["load-behind"]);
    const [, steps] = decide(after(given, ready, reserved).state, submit);
    expect(steps).toContainEqual({ do: "send", task: task("a"), answer: { choice: "A" }, openNext: "b" });
  });

  it("shows the next task as soon as the answer is acknowledged", () => {
    const story = after(given, ready, reserved, submit, { type: "acknowledged", assignmentId: "a", next: task("b") });
    expect(story).toMatchObject({
      state: { phase: { name: "loading", task: { assignment_id: "b" } }, reserved: null },
    });
    expect(story.steps).toEqual(["end-draft", "show"]);
  });

  it("asks again when nothing was reserved, since tasks may have come meanwhile", () => {
    const story = after(given, ready, submit, { type: "acknowledged", assignmentId: "a", next: null });
    expect(story.steps).toEqual(["end-draft", "ask"]);
    expect(
      after(
        given,
        ready,
        submit,
        { type: "acknowledged", assignmentId: "a", next: null },
        { type: "given", task: null },
      ),
    ).toMatchObject({
      state: { phase: { name: "finished" } },
      steps: ["clear"],
    });
  });

  it("sends an answer once, however often the page says submit", () => {
    expect(after(given, ready, submit, submit).steps).toEqual([]);
  });

  it("gives a refused answer back to the worker with the server's words", () => {
    const story = after(given, ready, submit, {
      type: "refused",
      code: "answer-too-large",
      message: "Too large.",
      kept: false,
    });
    expect(story).toMatchObject({
      state: { phase: { name: "working" }, notice: { kind: "refused", message: "Too large." } },
    });
    expect(story.steps).toEqual(["unlock"]);
  });

  it("ends the task when the server says that its time is up, and tells whether the answer was kept", () => {
    const story = after(given, ready, submit, { type: "refused", code: "time-is-up", message: "Late.", kept: true });
    expect(story).toMatchObject({
      state: { phase: { name: "over", why: { kind: "time-is-up", kept: true } } },
      steps: ["end-draft", "clear"],
    });
  });

  it("leaves an answer on its way to its own reply when the clock runs out", () => {
    expect(after(given, ready, submit, { type: "lost", why: "time-is-up" })).toMatchObject({
      state: { phase: { name: "sending" } },
      steps: [],
    });
  });

  it("ends the task on the deadline, drops what was loaded behind, and goes on when asked", () => {
    const story = after(given, ready, reserved, { type: "lost", why: "time-is-up" });
    expect(story).toMatchObject({ state: { phase: { name: "over" }, reserved: null }, steps: ["end-draft", "clear"] });
    expect(decide(story.state, { type: "go-on" })[1].map((step) => step.do)).toEqual(["clear", "ask"]);
  });

  it("says that another tab has finished the task, also when the server refused it first", () => {
    const story = after(
      given,
      ready,
      { type: "lost", why: "no-longer-yours" },
      { type: "lost", why: "answered-elsewhere" },
    );
    expect(story).toMatchObject({ state: { phase: { name: "over", why: { kind: "answered-elsewhere" } } }, steps: [] });
    expect(decide(story.state, { type: "lost", why: "no-longer-yours" })[0]).toEqual(story.state);
  });

  it("opens the reserved task after one is declined, and goes back to the list after a release or a stop", () => {
    expect(after(given, ready, reserved, { type: "leave", how: "decline" }).steps).toEqual(["leave"]);
    expect(after(given, ready, reserved, { type: "leave", how: "decline" }, { type: "left" }).steps).toEqual([
      "end-draft",
      "open-reserved",
    ]);
    for (const how of ["release", "pause"] as const) {
      expect(after(given, ready, { type: "leave", how }, { type: "left" }).steps).toEqual([
        "end-draft",
        "clear",
        "back-to-list",
      ]);
    }
  });

  it("lets a worker leave a page that never gets ready", () => {
    expect(after(given, { type: "leave", how: "release" }).steps).toEqual(["leave"]);
  });

  it("gives the task back to the worker when leaving it did not work", () => {
    const story = after(
      given,
      ready,
      { type: "leave", how: "decline" },
      { type: "leaving-failed", message: "No connection." },
    );
    expect(story).toMatchObject({
      state: { phase: { name: "working" }, notice: { kind: "leaving-failed" } },
      steps: ["unlock"],
    });
  });

  it("forgets a reserved task that a colleague took over", () => {
    const story = after(given, ready, reserved, { type: "reserved-lost" });
    expect(story).toMatchObject({ state: { reserved: null }, steps: ["drop-behind"] });
    expect(decide(story.state, submit)[1]).toContainEqual({
      do: "send",
      task: task("a"),
      answer: { choice: "A" },
      openNext: null,
    });
  });

  it("takes a new deadline from a renewal", () => {
    expect(after(given, ready, { type: "renewed", deadline: "2026-11-22T06:00:00.000Z" }).state).toMatchObject({
      phase: { name: "working", task: { deadline: "2026-11-22T06:00:00.000Z" } },
    });
  });
});
