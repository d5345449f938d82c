import { describe, expect, it } from "vitest";
import { blockedHost, watchBlockedLoads } from "./blocked-loads.js";

describe("a refused load is named by its host", () => {
  it.each([
    ["https://cdn.example.org/jquery.js", "cdn.example.org"],
    ["https://cdn.example.org:8443/x", "cdn.example.org:8443"],
    ["http://intranet:8000/x.css", "http://intranet:8000"],
    ["wss://live.example.org/", "wss://live.example.org"],
  ])("%s", (blocked, host) => {
    expect(blockedHost(blocked)).toBe(host);
  });

  it.each(["inline", "eval", "wasm-eval", "self", "", "data", "blob", "about:blank"])("%j names no host", (blocked) => {
    expect(blockedHost(blocked)).toBeUndefined();
  });
});

describe("a page tells which hosts it was kept from", () => {
  it("those refused before the elements ran included, each host once", () => {
    const told: (readonly string[])[] = [];
    const page = Object.assign(document.implementation.createHTMLDocument(), {
      truthloopBlocked: ["https://a.example/1.js", "https://a.example/2.js", "inline", "https://b.example/x.css"],
    });
    watchBlockedLoads(page, (hosts) => told.push(hosts));
    expect(told).toEqual([["a.example"], ["a.example", "b.example"]]);
  });
});
