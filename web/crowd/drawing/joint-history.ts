/** Something with a history of its own. */
export interface Steps {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** One step back; false when there is none, or none may be made now. */
  undo(): boolean;
  /** One undone step again; false when there is none, or none may be made now. */
  redo(): boolean;
}

/**
 * One order across several histories: remembers whose each edit was, and leaves what it was to them. An owner that has
 * begun anew no longer knows its older edits: they are passed over.
 */
export class JointHistory implements Steps {
  #past: Steps[] = [];
  #future: Steps[] = [];

  /** Remembers that an owner has made an edit; what had been undone, of any owner, is forgotten. */
  push(owner: Steps): void {
    this.#past.push(owner);
    this.#future = [];
  }

  get canUndo(): boolean {
    return this.#past.some(({ canUndo }) => canUndo);
  }

  get canRedo(): boolean {
    return this.#future.some(({ canRedo }) => canRedo);
  }

  undo(): boolean {
    while (this.#past.at(-1)?.canUndo === false) this.#past.pop();
    const owner = this.#past.at(-1);
    if (owner?.undo() !== true) return false;
    this.#future.push(...this.#past.splice(-1));
    return true;
  }

  redo(): boolean {
    while (this.#future.at(-1)?.canRedo === false) this.#future.pop();
    const owner = this.#future.at(-1);
    if (owner?.redo() !== true) return false;
    this.#past.push(...this.#future.splice(-1));
    return true;
  }
}
