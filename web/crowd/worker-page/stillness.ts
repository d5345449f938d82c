let begun: Promise<void> = Promise.resolve();

/** When somebody sees the page: at once, unless it was loaded ahead of time behind another task. */
export function pageBegun(): Promise<void> {
  return begun;
}

/**
 * Keeps a page quiet until its worker starts it: the next task is loaded hidden behind the present one, where nothing
 * may play, take the focus or be typed into. Ends once, with `begin`.
 */
export class Stillness {
  readonly #page: Document;
  readonly #waiting = new Set<HTMLMediaElement>();
  readonly #focus = HTMLElement.prototype.focus;
  #ended = false;
  #tellBegun: () => void = () => undefined;

  constructor(page: Document) {
    this.#page = page;
    begun = new Promise((resolve) => (this.#tellBegun = resolve));
    // Media events do not bubble, so they are caught on their way down.
    page.addEventListener("play", this.#onPlay, { capture: true });
    HTMLElement.prototype.focus = () => undefined;
  }

  /** Nothing can be reached until the page begins. */
  hold(): void {
    if (!this.#ended) this.#page.body.inert = true;
  }

  begin(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#tellBegun();
    HTMLElement.prototype.focus = this.#focus;
    this.#page.removeEventListener("play", this.#onPlay, { capture: true });
    this.#page.body.inert = false;
    for (const media of this.#waiting) if (media.isConnected) media.play().catch(() => undefined);
  }

  readonly #onPlay = (event: Event): void => {
    if (!(event.target instanceof HTMLMediaElement)) return;
    event.target.pause();
    this.#waiting.add(event.target);
  };
}
