import type { Draft } from "../../shared/messages/worker-page-messages.js";

/** Long enough not to send every letter, short enough that little is lost with the power. */
const quietMilliseconds = 400;
/** Edits show as input or change; a template's script may write a hidden field on any click or key instead. */
const signs = ["input", "change", "click", "keyup"] as const;

/** Calls back with a new draft a moment after the worker has changed something, and never twice with the same. */
export class DraftWatch {
  readonly #page: Document;
  readonly #capture: () => Draft;
  readonly #send: (draft: Draft) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = "";

  constructor(page: Document, capture: () => Draft, send: (draft: Draft) => void) {
    this.#page = page;
    this.#capture = capture;
    this.#send = send;
  }

  /** Watches from now on; what the page holds now is taken as known. */
  begin(): void {
    this.#last = JSON.stringify(this.#capture());
    for (const sign of signs) this.#page.addEventListener(sign, this.#schedule, { capture: true });
    // The frame may be taken away before the moment is over.
    this.#page.addEventListener("visibilitychange", this.flush);
    this.#page.defaultView?.addEventListener("pagehide", this.flush);
    // The worker reaches for the portal around the page, perhaps to give the task up.
    this.#page.defaultView?.addEventListener("blur", this.flush);
  }

  /** Sends at once what would have been sent in a moment. */
  readonly flush = (): void => {
    if (this.#timer === undefined) return;
    this.cancel();
    const draft = this.#capture();
    const text = JSON.stringify(draft);
    if (text === this.#last) return;
    this.#last = text;
    this.#send(draft);
  };

  /** An answer is on its way: its draft is of no more use. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #schedule = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.flush, quietMilliseconds);
  };
}
