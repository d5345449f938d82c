/** The portal's addresses. */

export type Route =
  | { readonly page: "list" }
  | { readonly page: "sign-in" }
  | { readonly page: "password" }
  | { readonly page: "task"; readonly queueId: string; readonly resume: string | null };

/** The page an address stands for; an address of ours that means nothing is the task list. */
export function routeOf(address: { readonly pathname: string; readonly search: string }): Route {
  const [, root, first, second] = address.pathname.split("/");
  if (root !== "portal") return { page: "list" };
  if (first === "sign-in") return { page: "sign-in" };
  if (first === "password") return { page: "password" };
  if (first === "tasks" && second !== undefined && second !== "") {
    const resume = new URLSearchParams(address.search).get("resume");
    return { page: "task", queueId: decodeURIComponent(second), resume };
  }
  return { page: "list" };
}

export function addressOf(route: Route): string {
  switch (route.page) {
    case "list":
      return "/portal";
    case "sign-in":
      return "/portal/sign-in";
    case "password":
      return "/portal/password";
    case "task": {
      const query = route.resume === null ? "" : `?resume=${encodeURIComponent(route.resume)}`;
      return `/portal/tasks/${encodeURIComponent(route.queueId)}${query}`;
    }
  }
}
