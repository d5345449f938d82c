import type { LitElement, ReactiveController } from "lit";
import { isWriting } from "../control/interactive-content.js";

/** Lets N add something wherever the focus is, unless the worker is writing. */
export class AddKey implements ReactiveController {
  readonly #add: () => void;

  constructor(host: LitElement, add: () => void) {
    this.#add = add;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("keydown", this.#onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener("keydown", this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const used = event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isWriting(event);
    if (used || event.key.toLowerCase() !== "n") return;
    event.preventDefault();
    this.#add();
  };
}
