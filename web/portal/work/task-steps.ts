/**
 * What happens on the task page, decided: a pure function looks at the state and an event and gives the next state and
 * the steps to take. `task-runner.ts` takes them.
 *
 *   asking ─► loading ─► working ─► sending ─► (next task) loading | asking
 *                          │  ▲        │
 *                          │  └────────┘ refused, and still ours
 *                          ├─► leaving ─► asking (declined) | list (released, stopped)
 *                          └─► over (time is up, or the task is no longer ours) ─► asking
 *   asking ─► finished (nothing is left) | stuck (no answer from the server)
 */
import type { JsonObject, Task } from "../wire/contract.js";

export type Leaving = "decline" | "release" | "pause";

export type Phase =
  | { readonly name: "asking" }
  | { readonly name: "loading"; readonly task: Task }
  | { readonly name: "working"; readonly task: Task; readonly submittable: boolean }
  | { readonly name: "sending"; readonly task: Task; readonly submittable: boolean }
  /** `submittable` is null when the page had not loaded yet. */
  | { readonly name: "leaving"; readonly task: Task; readonly submittable: boolean | null; readonly how: Leaving }
  | { readonly name: "over"; readonly task: Task; readonly why: Ending }
  | { readonly name: "finished" }
  /** `message` is the server's, or nothing when it could not be reached. */
  | { readonly name: "stuck"; readonly message: string };

export interface Ending {
  readonly kind: "time-is-up" | "no-longer-yours" | "answered-elsewhere";
  /** True when the server kept the answer as a late one. */
  readonly kept: boolean;
}

export interface State {
  readonly phase: Phase;
  /** The task after this one, loaded behind it. */
  readonly reserved: Task | null;
  /** What the server or the page said that the worker should read. */
  readonly notice: Notice | null;
}

export interface Notice {
  readonly kind: "refused" | "draft-refused" | "page-error" | "leaving-failed";
  readonly message: string;
}

export type Event =
  | { readonly type: "given"; readonly task: Task | null }
  | { readonly type: "asking-failed"; readonly message: string }
  | { readonly type: "page-ready"; readonly assignmentId: string; readonly submittable: boolean }
  | { readonly type: "page-error"; readonly message: string }
  | { readonly type: "submit"; readonly answer: JsonObject }
  | { readonly type: "request-submit" }
  | { readonly type: "acknowledged"; readonly assignmentId: string; readonly next: Task | null }
  | { readonly type: "refused"; readonly code: string; readonly message: string; readonly kept: boolean }
  | { readonly type: "draft-refused"; readonly message: string }
  | { readonly type: "reserved"; readonly task: Task | null }
  | { readonly type: "reserved-lost" }
  | { readonly type: "leave"; readonly how: Leaving }
  | { readonly type: "left" }
  | { readonly type: "renewed"; readonly deadline: string | null }
  | { readonly type: "leaving-failed"; readonly message: string }
  | { readonly type: "lost"; readonly why: Ending["kind"] }
  | { readonly type: "dismiss-notice" }
  | { readonly type: "go-on" };

export type Step =
  | { readonly do: "ask" }
  | { readonly do: "open-reserved"; readonly task: Task }
  | { readonly do: "show"; readonly task: Task }
  | { readonly do: "begin"; readonly task: Task }
  | { readonly do: "reserve" }
  | { readonly do: "load-behind"; readonly task: Task }
  | { readonly do: "drop-behind" }
  | { readonly do: "ask-page-to-submit" }
  | { readonly do: "lock" }
  | { readonly do: "unlock"; readonly message: string }
  | { readonly do: "send"; readonly task: Task; readonly answer: JsonObject; readonly openNext: string | null }
  | { readonly do: "end-draft" }
  | { readonly do: "leave"; readonly task: Task; readonly how: Leaving }
  | { readonly do: "clear" }
  | { readonly do: "back-to-list"; readonly how: "release" | "pause" };

export type Decision = readonly [State, readonly Step[]];

export const beginning: State = { phase: { name: "asking" }, reserved: null, notice: null };

/** Whether a refusal ends the worker's right to the task; every other one leaves it in their hands. */
export function isEnding(code: string): code is "time-is-up" | "no-longer-yours" {
  return code === "time-is-up" || code === "no-longer-yours";
}

const mayAskAnew = new Set<Phase["name"]>(["over", "finished", "stuck", "loading"]);

/** The task at hand, if there is one. */
export function taskOf(state: State): Task | null {
  return "task" in state.phase ? state.phase.task : null;
}

/** The next state and what is to be done. An event that does not fit the state changes nothing. */
export function decide(state: State, event: Event): Decision {
  switch (event.type) {
    case "given":
      return given(state, event.task);
    case "asking-failed":
      return state.phase.name === "asking" ? at(state, { name: "stuck", message: event.message }) : [state, []];
    case "page-ready":
      return pageReady(state, event.assignmentId, event.submittable);
    case "page-error":
      return [{ ...state, notice: { kind: "page-error", message: event.message } }, []];
    case "draft-refused":
      return [{ ...state, notice: { kind: "draft-refused", message: event.message } }, []];
    case "request-submit":
      return state.phase.name === "working" ? [state, [{ do: "ask-page-to-submit" }]] : [state, []];
    case "submit":
      return submit(state, event.answer);
    case "acknowledged":
      return acknowledged(state, event.assignmentId, event.next);
    case "refused":
      return refused(state, event);
    case "reserved":
      return reserved(state, event.task);
    case "reserved-lost":
      return state.reserved === null ? [state, []] : [{ ...state, reserved: null }, [{ do: "drop-behind" }]];
    case "leave":
      return leave(state, event.how);
    case "left":
      return left(state);
    case "leaving-failed":
      return leavingFailed(state, event.message);
    case "lost":
      return lost(state, event.why);
    case "renewed":
      return renewed(state, event.deadline);
    case "dismiss-notice":
      return [{ ...state, notice: null }, []];
    case "go-on":
      return mayAskAnew.has(state.phase.name) ? askAnew(state, ["clear"]) : [state, []];
  }
}

function at(state: State, phase: Phase, ...steps: Step[]): Decision {
  return [{ ...state, phase }, steps];
}

function given(state: State, task: Task | null): Decision {
  if (state.phase.name !== "asking") return [state, []];
  if (task === null) return [{ phase: { name: "finished" }, reserved: null, notice: state.notice }, [{ do: "clear" }]];
  const next: State = { ...state, phase: { name: "loading", task }, reserved: null };
  return [next, [{ do: "show", task }]];
}

function pageReady(state: State, assignmentId: string, submittable: boolean): Decision {
  const { phase } = state;
  if (phase.name !== "loading" || phase.task.assignment_id !== assignmentId) return [state, []];
  return at(
    state,
    { name: "working", task: phase.task, submittable },
    { do: "begin", task: phase.task },
    { do: "reserve" },
  );
}

function submit(state: State, answer: JsonObject): Decision {
  const { phase } = state;
  if (phase.name !== "working") return [state, []];
  const { task, submittable } = phase;
  const openNext = state.reserved?.assignment_id ?? null;
  const next: State = { ...state, phase: { name: "sending", task, submittable }, notice: null };
  return [next, [{ do: "lock" }, { do: "send", task, answer, openNext }]];
}

function acknowledged(state: State, assignmentId: string, task: Task | null): Decision {
  if (state.phase.name !== "sending" || state.phase.task.assignment_id !== assignmentId) return [state, []];
  const finish: Step = { do: "end-draft" };
  if (task === null) return [{ ...state, phase: { name: "asking" }, reserved: null }, [finish, { do: "ask" }]];
  return [{ ...state, phase: { name: "loading", task }, reserved: null }, [finish, { do: "show", task }]];
}

function refused(state: State, said: { code: string; message: string; kept: boolean }): Decision {
  const { phase } = state;
  if (phase.name !== "sending") return [state, []];
  if (isEnding(said.code)) return over(state, { kind: said.code, kept: said.kept });
  const { task, submittable } = phase;
  const next: State = {
    ...state,
    phase: { name: "working", task, submittable },
    notice: { kind: "refused", message: said.message },
  };
  return [next, [{ do: "unlock", message: said.message }]];
}

function reserved(state: State, task: Task | null): Decision {
  // A reply that comes when the page has moved on is about a task we no longer count on.
  if (state.phase.name !== "working" || task === null) return [state, []];
  return [{ ...state, reserved: task }, [{ do: "load-behind", task }]];
}

function leave(state: State, how: Leaving): Decision {
  const { phase } = state;
  if (phase.name !== "working" && phase.name !== "loading") return [state, []];
  const submittable = phase.name === "working" ? phase.submittable : null;
  return at(
    { ...state, notice: null },
    { name: "leaving", task: phase.task, submittable, how },
    { do: "leave", task: phase.task, how },
  );
}

function left(state: State): Decision {
  if (state.phase.name !== "leaving") return [state, []];
  const { how } = state.phase;
  if (how !== "decline") return [beginning, [{ do: "end-draft" }, { do: "clear" }, { do: "back-to-list", how }]];
  if (state.reserved === null) return askAnew(state, ["end-draft"]);
  const open: Step = { do: "open-reserved", task: state.reserved };
  return [{ ...state, phase: { name: "asking" } }, [{ do: "end-draft" }, open]];
}

function leavingFailed(state: State, message: string): Decision {
  const { phase } = state;
  if (phase.name !== "leaving") return [state, []];
  const { task, submittable } = phase;
  const notice: Notice = { kind: "leaving-failed", message };
  if (submittable === null) {
    const [next, steps] = askAnew(state, ["clear"]);
    return [{ ...next, notice }, steps];
  }
  return [{ ...state, phase: { name: "working", task, submittable }, notice }, [{ do: "unlock", message }]];
}

function over(state: State, why: Ending): Decision {
  const { phase } = state;
  if (!("task" in phase) || phase.name === "over") return [state, []];
  const next: State = { ...state, phase: { name: "over", task: phase.task, why }, reserved: null };
  return [next, [{ do: "end-draft" }, { do: "clear" }]];
}

function lost(state: State, why: Ending["kind"]): Decision {
  const { phase } = state;
  // An answer on its way is decided by its own reply, not by the clock.
  if (phase.name === "sending") return [state, []];
  // The server's refusal may be quicker than the other tab's word for why.
  const explained = phase.name === "over" && phase.why.kind === "no-longer-yours" && why === "answered-elsewhere";
  if (explained) return at(state, { ...phase, why: { kind: why, kept: false } });
  return over(state, { kind: why, kept: false });
}

function renewed(state: State, deadline: string | null): Decision {
  const { phase } = state;
  if (!("task" in phase) || phase.task.deadline === deadline) return [state, []];
  return [{ ...state, phase: { ...phase, task: { ...phase.task, deadline } } }, []];
}

function askAnew(state: State, before: readonly ("clear" | "end-draft")[]): Decision {
  const steps: Step[] = [...before.map((step): Step => ({ do: step })), { do: "ask" }];
  return [{ ...state, phase: { name: "asking" }, reserved: null, notice: null }, steps];
}
