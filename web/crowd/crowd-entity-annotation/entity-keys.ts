import type { LitElement, ReactiveController } from "lit";
import { isWriting } from "../control/interactive-content.js";
import { commandOf, type TextCommand } from "./text-commands.js";

/** Who acts on keys. */
export interface KeyActor extends LitElement {
  readonly isDisabled: boolean;
  /** True when the command meant something. */
  act(command: TextCommand, inText: boolean): boolean;
}

const actors: EntityKeys[] = [];
const isMac = /^Mac|^iP/.test(navigator.platform);

/** Hears keys for an element: all of them in its text, and anywhere else in the page but in fields those that need no caret. */
export class EntityKeys implements ReactiveController {
  readonly #host: KeyActor;

  constructor(host: KeyActor) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (actors.length === 0) document.addEventListener("keydown", hear);
    actors.push(this);
  }

  hostDisconnected(): void {
    actors.splice(actors.indexOf(this), 1);
    if (actors.length === 0) document.removeEventListener("keydown", hear);
  }

  /** Whether a key pressed there is for this element rather than for what stands around it. */
  hears(path: readonly EventTarget[]): boolean {
    return path.includes(this.#host);
  }

  press(event: KeyboardEvent): void {
    const command = this.#host.isDisabled ? undefined : commandOf(event, isMac);
    if (command === undefined) return;
    const [target] = event.composedPath();
    const inText = target instanceof Element && target.matches(".passage");
    // Arrows, Enter and letters on a button or in a question are theirs; Escape and edits are ours.
    if (!inText && (command.kind === "move" || command.kind === "confirm" || command.kind === "all")) return;
    if (this.#host.act(command, inText)) event.preventDefault();
  }
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || isWriting(event)) return;
  const path = event.composedPath();
  const loose = path[0] === document.body || path[0] === document.documentElement;
  const actor = actors.find((each) => each.hears(path)) ?? (loose ? actors[0] : undefined);
  actor?.press(event);
}
