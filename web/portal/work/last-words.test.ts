import { afterEach, expect, test, vi } from "vitest";
import type { PortalMessage } from "../../shared/messages/worker-page-messages.js";
import { LastWords } from "./last-words.js";

afterEach(() => {
  vi.useRealTimers();
});

test("what waits goes on when the page has told everything, however long that takes up to a limit", async () => {
  vi.useFakeTimers();
  const told: PortalMessage[] = [];
  const words = new LastWords((message) => told.push(message));
  const asked = vi.fn();
  const asking = words.ask().then(asked);
  expect(told).toEqual([{ type: "request-draft" }]);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(asked).not.toHaveBeenCalled();
  words.told();
  await asking;
  expect(vi.getTimerCount()).toBe(0);
});

test("a page that hangs keeps nobody", async () => {
  vi.useFakeTimers();
  const asking = new LastWords(() => undefined).ask();
  await vi.advanceTimersByTimeAsync(2_000);
  await asking;
});
