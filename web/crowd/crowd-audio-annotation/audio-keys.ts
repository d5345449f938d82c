import type { LitElement, ReactiveController } from "lit";
import { comesFromInteractive, isWriting } from "../control/interactive-content.js";

/** What keys do to the audio and its regions. */
export interface AudioKeyActions {
  playPause(): void;
  seekBy(seconds: number): void;
  begin(): void;
  end(): void;
  loop(): void;
  faster(by: 1 | -1): void;
  removeChosen(): void;
}

/** Keys that work wherever the focus is in the page; Esc plays and pauses even while a transcription is written. */
export class AudioKeys implements ReactiveController {
  readonly #host: LitElement;
  readonly #actions: AudioKeyActions;

  constructor(host: LitElement, actions: AudioKeyActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("keydown", this.#onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener("keydown", this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const inside = event.composedPath().includes(this.#host);
    const act = event.key === "Escape" && inside ? () => { this.#actions.playPause(); } : this.#actionOf(event);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  #actionOf(event: KeyboardEvent): (() => void) | undefined {
    if (isWriting(event)) return undefined;
    const seconds = event.shiftKey ? 0.1 : 1;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => { this.#actions.seekBy(-seconds); },
      ArrowRight: () => { this.#actions.seekBy(seconds); },
      "[": () => { this.#actions.begin(); },
      "]": () => { this.#actions.end(); },
      l: () => { this.#actions.loop(); },
      "-": () => { this.#actions.faster(-1); },
      "+": () => { this.#actions.faster(1); },
      "=": () => { this.#actions.faster(1); },
      Delete: () => { this.#actions.removeChosen(); },
    };
    // Space presses a button that has the focus; arrows are a radio button's own.
    if (event.key === " ") return this.#onControl(event) ? undefined : () => { this.#actions.playPause(); };
    if (event.key.startsWith("Arrow") && this.#onControl(event)) return undefined;
    return actions[event.key];
  }

  #onControl(event: KeyboardEvent): boolean {
    const inner = event.composedPath()[0];
    if (inner instanceof Element && inner.matches("input, select")) return true;
    if (event.key !== " ") return false;
    return inner instanceof Element && (inner.matches("button, summary") || comesFromInteractive(event, this.#host));
  }
}
