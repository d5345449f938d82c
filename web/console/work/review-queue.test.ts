import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReviewSummary } from "../wire/contract.js";
import { decided, nextPending, reviewKey, stepped } from "./review-queue.js";

const review = (Status: ReviewSummary["Status"], ObjectNumber = 0): ReviewSummary => ({ ObjectNumber, Status, Reason: "requested", RequestedAt: "" });

test("after a decision comes the next that nobody has decided, around the end", () => {
  const list = [review("pending"), review("accepted"), review("pending")];
  expect(nextPending(list, 0)).toBe(2);
  expect(nextPending(list, 2)).toBe(0);
  expect(nextPending([review("fixed"), review("accepted")], 1)).toBe(1);
  expect(nextPending([], 0)).toBe(0);
});

test("what was decided stays in its place with who and how", () => {
  const list = decided([review("pending", 4), review("pending", 9)], 1, { Status: "sent-back", Comment: "too large" });
  expect(list[0]?.Status).toBe("pending");
  expect(list[1]).toMatchObject({ ObjectNumber: 9, Status: "sent-back", Comment: "too large" });
});

test("steps never leave the list", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(49), fc.integer({ min: -60, max: 60 }), (total, place, step) => {
      const at = stepped(Math.min(place, total - 1), step, total);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThan(total);
    }),
  );
});

test("letters are keys only while nothing is typed and nothing else is held", () => {
  const press = (key: string, held = {}): Parameters<typeof reviewKey>[0] => ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, ...held });
  expect(reviewKey(press("A"), false)).toBe("accept");
  expect(reviewKey(press("ㅁ", { code: "KeyA" }), false)).toBe("accept");
  expect(reviewKey(press("a"), true)).toBeNull();
  expect(reviewKey(press("a", { ctrlKey: true }), false)).toBeNull();
  expect(reviewKey(press("x"), false)).toBeNull();
});
