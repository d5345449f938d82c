/** The portal's addresses. */

export type Route =
  | { readonly page: "list" }
  /** With the token of a one-time link, for somebody who has no password yet. */
  | { readonly page: "sign-in"; readonly invitation: string | null }
  | { readonly page: "password" }
  /** An answer given earlier, to be corrected. */
  | { readonly page: "correction"; readonly assignmentId: string }
  | { readonly page: "task"; readonly queueId: string; readonly resume: string | null };

/** The page an address stands for; an address of ours that means nothing is the task list. */
export function routeOf(address: { readonly pathname: string; readonly search: string }): Route {
  const [, root, first, second] = address.pathname.split("/");
  if (root !== "portal") return { page: "list" };
  if (first === "sign-in") {
    return { page: "sign-in", invitation: new URLSearchParams(address.search).get("invitation") };
  }
  if (first === "password") return { page: "password" };
  if (first === "tasks" && second !== undefined && second !== "") {
    const resume = new URLSearchParams(address.search).get("resume");
    return { page: "task", queueId: decodeURIComponent(second), resume };
  }
  if (first === "answers" && second !== undefined && second !== "") {
    return { page: "correction", assignmentId: decodeURIComponent(second) };
  }
  return { page: "list" };
}

export function addressOf(route: Route): string {
  switch (route.page) {
    case "list":
      return "/portal";
    case "sign-in":
      return route.invitation === null
        ? "/portal/sign-in"
        : `/portal/sign-in?invitation=${encodeURIComponent(route.invitation)}`;
    case "password":
      return "/portal/password";
    case "correction":
      return `/portal/answers/${encodeURIComponent(route.assignmentId)}`;
    case "task": {
      const query = route.resume === null ? "" : `?resume=${encodeURIComponent(route.resume)}`;
      return `/portal/tasks/${encodeURIComponent(route.queueId)}${query}`;
    }
  }
}
