/** States one after another, as linked lists: recording costs the same however long a worker has worked. */
export interface History<State> {
  readonly present: State;
  readonly past: Link<State> | undefined;
  readonly future: Link<State> | undefined;
}

export interface Link<State> {
  readonly state: State;
  readonly next: Link<State> | undefined;
}

export function startHistory<State>(present: State): History<State> {
  return { present, past: undefined, future: undefined };
}

/** Goes on to a new state; what had been undone is forgotten. The same state again is no step. */
export function record<State>(history: History<State>, state: State): History<State> {
  if (state === history.present) return history;
  return { present: state, past: { state: history.present, next: history.past }, future: undefined };
}

/** One step back; the same history where there is none. */
export function undo<State>(history: History<State>): History<State> {
  const { past, present, future } = history;
  if (past === undefined) return history;
  return { present: past.state, past: past.next, future: { state: present, next: future } };
}

/** One undone step again; the same history where there is none. */
export function redo<State>(history: History<State>): History<State> {
  const { past, present, future } = history;
  if (future === undefined) return history;
  return { present: future.state, past: { state: present, next: past }, future: future.next };
}
