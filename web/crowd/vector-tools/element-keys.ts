import type { LitElement, ReactiveController } from "lit";
import { isWriting } from "../control/interactive-content.js";

/** Drawing elements of the page, oldest first: a key pressed outside all of them means the first. */
const elements: ElementKeys[] = [];

/**
 * Hands keys to a drawing element while the focus is in it, and, where nothing has the focus, to the first one of the
 * page, so that a worker can begin with the keyboard at once. Text fields keep their keys.
 */
export class ElementKeys implements ReactiveController {
  readonly #host: LitElement;
  readonly #use: (event: KeyboardEvent) => boolean;

  constructor(host: LitElement, use: (event: KeyboardEvent) => boolean) {
    this.#host = host;
    this.#use = use;
    host.addController(this);
  }

  hostConnected(): void {
    elements.push(this);
    this.#host.addEventListener("keydown", this.#onOwnKey);
    if (elements.length === 1) document.addEventListener("keydown", onPageKey);
  }

  hostDisconnected(): void {
    elements.splice(elements.indexOf(this), 1);
    this.#host.removeEventListener("keydown", this.#onOwnKey);
    if (elements.length === 0) document.removeEventListener("keydown", onPageKey);
  }

  take(event: KeyboardEvent): void {
    if (event.defaultPrevented || isWriting(event)) return;
    if (this.#use(event)) event.preventDefault();
  }

  readonly #onOwnKey = (event: KeyboardEvent): void => {
    this.take(event);
  };
}

function onPageKey(event: KeyboardEvent): void {
  if (event.composedPath()[0] === document.body) elements[0]?.take(event);
}
