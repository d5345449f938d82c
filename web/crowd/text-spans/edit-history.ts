/** What has been, is, and was undone. States are never changed in place, so keeping them all costs only what differs. */
export class EditHistory<State> {
  #past: State[] = [];
  #present: State;
  #future: State[] = [];

  constructor(first: State) {
    this.#present = first;
  }

  get present(): State {
    return this.#present;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Takes a new state; one that is the present one is no step. */
  push(next: State): boolean {
    if (next === this.#present) return false;
    this.#past.push(this.#present);
    this.#present = next;
    this.#future = [];
    return true;
  }

  undo(): boolean {
    const before = this.#past.pop();
    if (before === undefined) return false;
    this.#future.push(this.#present);
    this.#present = before;
    return true;
  }

  redo(): boolean {
    const after = this.#future.pop();
    if (after === undefined) return false;
    this.#past.push(this.#present);
    this.#present = after;
    return true;
  }
}
