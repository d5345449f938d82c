import fc from "fast-check";
import { expect, test } from "vitest";
import { consoleAddressOf, consoleRouteOf, jobTabs } from "./console-routes.js";

test("an address leads back to the route it was made of", () => {
  const name = fc.stringMatching(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);
  const tab = fc.constantFrom(...jobTabs);
  fc.assert(
    fc.property(name, tab, fc.option(fc.nat()), (job, at, object) => {
      const route = { page: "job" as const, name: job, tab: at, object };
      expect(consoleRouteOf(consoleAddressOf(route))).toEqual(route);
    }),
  );
});

test("loops and functions have addresses of their own, an ARN with its colons too", () => {
  for (const route of [
    { page: "loops" as const },
    { page: "loop" as const, name: "invoice-7" },
    { page: "functions" as const, chosen: null },
    { page: "functions" as const, chosen: "arn:aws:lambda:us-east-1:111122223333:function:my-function" },
  ])
    expect(consoleRouteOf(consoleAddressOf(route))).toEqual(route);
});

test("an address that means nothing is the list of jobs, and one mistyped by hand breaks nothing", () => {
  expect(consoleRouteOf("/console/what/ever")).toEqual({ page: "jobs" });
  expect(consoleRouteOf("/")).toEqual({ page: "jobs" });
  expect(consoleRouteOf("/console/loops/%E0%A4%A")).toEqual({ page: "loop", name: "%E0%A4%A" });
});
