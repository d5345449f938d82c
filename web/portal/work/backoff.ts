/** How long to wait before trying again. */

const firstMs = 1000;
const longestMs = 30_000;

/**
 * Milliseconds before attempt number `failures + 1`: doubling from 1 s to 30 s, then spread over the upper half
 * so that many browsers do not return at the same moment. `chance` is from 0 up to 1.
 */
export function backoffMs(failures: number, chance: number, retryAfterSeconds: number | null = null): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
  return Math.max(full / 2 + (full / 2) * chance, (retryAfterSeconds ?? 0) * 1000);
}

/** A wait that can be ended early, for example when the network comes back. */
export class Nap {
  private wake: (() => void) | null = null;

  /** Resolves after the time, or as soon as `end` is called. */
  async take(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }

  end(): void {
    this.wake?.();
  }
}
