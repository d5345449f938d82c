import { expect, test } from "vitest";
import { isReadable } from "./readable-hosts.js";

const picture = new URL("https://cdn.example.org/a.jpg");

test("a host that the requester allows may be read, in each way of saying so", () => {
  for (const source of ["https:", "https://cdn.example.org", "https://*.example.org"])
    expect(isReadable(picture, [source]), source).toBe(true);
});

test("no other host is", () => {
  const others = ["", "http:", "https://example.org", "https://*.cdn.example.org", "https://cdn.example.org:8443", "http://cdn.example.org"];
  for (const source of others) expect(isReadable(picture, [source]), source).toBe(false);
  expect(isReadable(new URL("https://evilexample.org/a.jpg"), ["https://*.example.org"])).toBe(false);
});
