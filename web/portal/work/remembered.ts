/** Small choices this browser remembers. A browser that forbids storage simply forgets them. */

export type Choice = "language" | "shortcuts";

const prefix = "truthloop-portal-";

export function recall(choice: Choice): string | null {
  try {
    return localStorage.getItem(prefix + choice);
  } catch {
    return null;
  }
}

export function remember(choice: Choice, value: string): void {
  try {
    localStorage.setItem(prefix + choice, value);
  } catch {
    // Forgotten on reload, and nothing else.
  }
}
