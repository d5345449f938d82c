import { describe, expect, it } from "vitest";
import { ServerClock, clockText, markPassed, secondsLeft, urgency } from "./countdown.js";

describe("the countdown", () => {
  it("never goes below zero and never ends a second early", () => {
    expect(secondsLeft(10_000, 10_001)).toBe(0);
    expect(secondsLeft(10_000, 9_999)).toBe(1);
    expect(secondsLeft(10_000, 9_000)).toBe(1);
  });

  it("writes hours only where there are any", () => {
    expect([clockText(0), clockText(75), clockText(3675), clockText(28_800)]).toEqual([
      "0:00",
      "1:15",
      "1:01:15",
      "8:00:00",
    ]);
  });

  it("turns amber at five minutes and red at one", () => {
    expect([301, 300, 61, 60, 0].map(urgency)).toEqual(["calm", "soon", "soon", "now", "now"]);
  });

  it("says each mark aloud once, and none that was already passed", () => {
    expect(markPassed(301, 300)).toBe(300);
    expect(markPassed(300, 299)).toBeNull();
    expect(markPassed(61, 60)).toBe(60);
    expect(markPassed(45, 44)).toBeNull();
  });

  it("says the nearer mark when a sleeping computer slept through both", () => {
    expect(markPassed(1000, 30)).toBe(60);
  });

  it("counts on the server's clock, however wrong the computer's is", () => {
    let own = Date.parse("2020-01-01T00:00:00.000Z");
    const clock = new ServerClock(() => own);
    clock.hear("2026-11-22T05:00:00.000Z");
    own += 1500;
    expect(new Date(clock.nowMs()).toISOString()).toBe("2026-11-22T05:00:01.500Z");
    clock.hear("not a time");
    expect(new Date(clock.nowMs()).toISOString()).toBe("2026-11-22T05:00:01.500Z");
  });
});
