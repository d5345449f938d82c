/** Whether the server can be reached, as seen by the last call; while it cannot, it is asked now and then. */

const askAgainMs = 5000;

export class Connection {
  reachable = true;
  private readonly listeners = new Set<(reachable: boolean) => void>();
  private timer: ReturnType<typeof setInterval> | undefined;

  /** `ask` is any cheap call; its outcome comes back through `saw`. */
  constructor(private readonly ask: () => Promise<unknown>) {}

  /** Calls back after each change; the result ends it. */
  subscribe(listener: (reachable: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes what the last call, or the browser, found. */
  saw(reachable: boolean): void {
    if (reachable === this.reachable) return;
    this.reachable = reachable;
    clearInterval(this.timer);
    if (!reachable) this.timer = setInterval(this.askAgain, askAgainMs);
    for (const listener of this.listeners) listener(reachable);
  }

  /** Asks at once, for example when the browser says that the network is back. */
  readonly askAgain = (): void => {
    void this.ask().catch(() => undefined);
  };
}
