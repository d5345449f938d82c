/** What can be taken back and done again, without limit. */
export interface Edit {
  undo(): void;
  redo(): void;
}

/** A worker's edits in order. */
export class EditHistory {
  #done: Edit[] = [];
  #undone: Edit[] = [];

  /** Remembers an edit that has been made. */
  push(edit: Edit): void {
    this.#done.push(edit);
    this.#undone = [];
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  undo(): boolean {
    const edit = this.#done.pop();
    if (edit === undefined) return false;
    edit.undo();
    this.#undone.push(edit);
    return true;
  }

  redo(): boolean {
    const edit = this.#undone.pop();
    if (edit === undefined) return false;
    edit.redo();
    this.#done.push(edit);
    return true;
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
  }
}
