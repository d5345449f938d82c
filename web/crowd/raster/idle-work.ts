/** Longest slice of work where the browser cannot say when it is idle, in milliseconds. */
const slice = 4;

/** Does something step by step while nobody waits for the page, until a step says that nothing is left. */
export class IdleWork {
  readonly #step: () => boolean;
  #scheduled = false;

  constructor(step: () => boolean) {
    this.#step = step;
  }

  start(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Safari has no requestIdleCallback.
    if ("requestIdleCallback" in window) window.requestIdleCallback((deadline) => { this.#run(() => deadline.timeRemaining()); });
    else setTimeout(() => { this.#run(timer()); }, 50);
  }

  #run(left: () => number): void {
    this.#scheduled = false;
    while (left() > 1) if (!this.#step()) return;
    this.start();
  }
}

function timer(): () => number {
  const end = performance.now() + slice;
  return () => end - performance.now();
}
