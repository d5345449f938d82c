import fc from "fast-check";
import { expect, test } from "vitest";
import { consoleAddressOf, consoleRouteOf } from "./console-routes.js";

test("an address leads back to the route it was made of", () => {
  const name = fc.stringMatching(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);
  const tab = fc.constantFrom("overview" as const, "objects" as const, "quality" as const);
  fc.assert(
    fc.property(name, tab, fc.option(fc.nat()), (job, at, object) => {
      const route = { page: "job" as const, name: job, tab: at, object };
      expect(consoleRouteOf(consoleAddressOf(route))).toEqual(route);
    }),
  );
});

test("an address that means nothing is the list of jobs", () => {
  expect(consoleRouteOf("/console/what/ever")).toEqual({ page: "jobs" });
  expect(consoleRouteOf("/")).toEqual({ page: "jobs" });
});
