import type { ReactiveController, ReactiveControllerHost } from "lit";
import { isWriting } from "../control/interactive-content.js";

type Host = ReactiveControllerHost & HTMLElement;

/** The segmentation tools of the page, oldest first: a key means the one with the focus or the pointer, else the first. */
const hosts: Host[] = [];

/** Hands a tool the keys that are meant for it; it says whether it had a use for one. */
export class SegmentationKeys implements ReactiveController {
  readonly #host: Host;
  readonly #use: (event: KeyboardEvent) => boolean;

  constructor(host: Host, use: (event: KeyboardEvent) => boolean) {
    this.#host = host;
    this.#use = use;
    host.addController(this);
  }

  hostConnected(): void {
    hosts.push(this.#host);
    document.addEventListener("keydown", this.#onKey);
  }

  hostDisconnected(): void {
    hosts.splice(hosts.indexOf(this.#host), 1);
    document.removeEventListener("keydown", this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const chosen = hosts.find((host) => host.matches(":focus-within")) ?? hosts.find((host) => host.matches(":hover"));
    if (event.defaultPrevented || isWriting(event) || (chosen ?? hosts[0]) !== this.#host) return;
    if (this.#use(event)) event.preventDefault();
  };
}

/** A key as it is bound: modifiers in a fixed order, then the letter or name. Letters count wherever the layout puts them. */
export function keyName(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? "ctrl+" : "";
  const shift = event.shiftKey ? "shift+" : "";
  const alt = event.altKey ? "alt+" : "";
  // A Korean keyboard gives Hangul for the letter keys.
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  return `${control}${alt}${shift}${(letter ?? event.key).toLowerCase()}`;
}
