/** Looks again and again while somebody can see the page, and at once when they come back to it. */
export class Polling {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private looking = false;

  constructor(
    private readonly look: () => Promise<void>,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.running = true;
    document.addEventListener("visibilitychange", this.atOnce);
    this.atOnce();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.atOnce);
  }

  private readonly atOnce = (): void => {
    clearTimeout(this.timer);
    if (!this.running || this.looking || document.visibilityState === "hidden") return;
    this.looking = true;
    void this.look().finally(() => {
      this.looking = false;
      if (this.running) this.timer = setTimeout(this.atOnce, this.everyMs);
    });
  };
}
