/** The time left for a task: plain arithmetic on server time. */

export type Urgency = "calm" | "soon" | "now";

export const soonSeconds = 300;
export const nowSeconds = 60;

/** Whole seconds until the deadline, never below zero. Both are milliseconds since 1970 on the server's clock. */
export function secondsLeft(deadlineMs: number, serverNowMs: number): number {
  return Math.max(0, Math.ceil((deadlineMs - serverNowMs) / 1000));
}

/** 75 → "1:15"; 3,675 → "1:01:15". */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, "0")}:${rest}`;
}

export function urgency(seconds: number): Urgency {
  if (seconds <= nowSeconds) return "now";
  return seconds <= soonSeconds ? "soon" : "calm";
}

/**
 * The mark (in seconds) passed between two looks at the clock, to be said aloud once; null when none was.
 * A task that starts below a mark does not announce it: the worker has just seen the time.
 */
export function markPassed(before: number, after: number): number | null {
  for (const mark of [nowSeconds, soonSeconds]) {
    if (before > mark && after <= mark) return mark;
  }
  return null;
}

/** Keeps the difference between the server's clock and ours; a worker's computer may be hours off. */
export class ServerClock {
  private offsetMs = 0;

  constructor(private readonly ownNowMs: () => number) {}

  /** Takes the server's time (ISO 8601) as just received. */
  hear(serverTime: string): void {
    const heard = Date.parse(serverTime);
    if (Number.isFinite(heard)) this.offsetMs = heard - this.ownNowMs();
  }

  /** Milliseconds since 1970 as the server counts them. */
  nowMs(): number {
    return this.ownNowMs() + this.offsetMs;
  }
}
