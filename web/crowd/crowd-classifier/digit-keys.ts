import type { LitElement, ReactiveController } from "lit";
import { isWriting } from "../control/interactive-content.js";

/** Classifiers in the page, oldest first: a digit means the one that has the focus, else the first. */
const listeners: DigitKeys[] = [];

/** The key that picks the option at an index: 1 to 9, then 0 for the tenth; later ones have none. */
export function digitFor(index: number): string | undefined {
  if (index > 9) return undefined;
  return String((index + 1) % 10);
}

/** Lets the number keys pick a classifier's options, unless the worker is writing somewhere. */
export class DigitKeys implements ReactiveController {
  readonly #host: LitElement;
  readonly #pick: (index: number) => void;

  constructor(host: LitElement, pick: (index: number) => void) {
    this.#host = host;
    this.#pick = pick;
    host.addController(this);
  }

  hostConnected(): void {
    if (listeners.length === 0) document.addEventListener("keydown", dispatchDigit);
    listeners.push(this);
  }

  hostDisconnected(): void {
    listeners.splice(listeners.indexOf(this), 1);
    if (listeners.length === 0) document.removeEventListener("keydown", dispatchDigit);
  }

  get hasFocus(): boolean {
    return this.#host.matches(":focus-within");
  }

  pick(index: number): void {
    this.#pick(index);
  }
}

function dispatchDigit(event: KeyboardEvent): void {
  const used = event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isWriting(event);
  if (used || !/^\d$/.test(event.key)) return;
  const chosen = listeners.find((listener) => listener.hasFocus) ?? listeners[0];
  chosen?.pick((Number(event.key) + 9) % 10);
}
