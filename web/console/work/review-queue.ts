/** The reviews of a job as the page goes through them. Pure. */
import type { ReviewSummary } from "../wire/contract.js";

/** Where a step from a place leads, within the list; -1 and 1 are the neighbours. */
export function stepped(place: number, step: number, total: number): number {
  return Math.max(0, Math.min(total - 1, place + step));
}

/** The next review after a place that nobody has decided, around the end too; the place itself when there is none. */
export function nextPending(reviews: readonly ReviewSummary[], place: number): number {
  for (let away = 1; away <= reviews.length; away += 1) {
    const at = (place + away) % reviews.length;
    if (reviews[at]?.Status === "pending") return at;
  }
  return place;
}

/** The list after a decision, so that what was decided stays to be seen. */
export function decided(reviews: readonly ReviewSummary[], place: number, change: Partial<ReviewSummary>): readonly ReviewSummary[] {
  return reviews.map((review, at) => (at === place ? { ...review, ...change } : review));
}

export type ReviewKey = "accept" | "edit" | "send" | "next" | "previous";

const keys: Readonly<Record<string, ReviewKey>> = { a: "accept", e: "edit", s: "send", j: "next", k: "previous" };

export type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey">;

/**
 * What a key means in the review, if anything: not while something is typed, nor with a modifier held. Where the key
 * writes no Latin letter, as on a Korean keyboard, its place counts.
 */
export function reviewKey(event: Press, isTyping: boolean): ReviewKey | null {
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return null;
  const letter = /^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^Key/, "");
  return keys[letter.toLowerCase()] ?? null;
}
