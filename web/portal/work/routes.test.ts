import { describe, expect, it } from "vitest";
import { type Route, addressOf, routeOf } from "./routes.js";

function read(address: string): Route {
  return routeOf(new URL(address, "https://portal.example"));
}

describe("addresses", () => {
  it("are read as they are written", () => {
    const routes: Route[] = [
      { page: "list" },
      { page: "sign-in", invitation: null },
      { page: "sign-in", invitation: "a+b/c=" },
      { page: "password" },
      { page: "correction", assignmentId: "2f/1" },
      { page: "task", queueId: "7", resume: null },
      { page: "task", queueId: "a/b c", resume: "x y" },
    ];
    for (const route of routes) expect(read(addressOf(route))).toEqual(route);
  });

  it("that mean nothing are the task list", () => {
    for (const address of ["/portal/", "/portal/nowhere", "/portal/tasks", "/portal/tasks/", "/portal/answers"])
      expect(read(address)).toEqual({ page: "list" });
  });
});
