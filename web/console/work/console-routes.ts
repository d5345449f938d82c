/** The console's addresses. */

export type JobTab = "overview" | "objects" | "quality";

export type ConsoleRoute =
  | { readonly page: "jobs" }
  | { readonly page: "job"; readonly name: string; readonly tab: JobTab; readonly object: number | null }
  | { readonly page: "new" }
  | { readonly page: "teams" }
  | { readonly page: "audit" };

const tabs: readonly JobTab[] = ["overview", "objects", "quality"];

/** The page an address stands for; one that means nothing is the list of jobs. */
export function consoleRouteOf(pathname: string): ConsoleRoute {
  const [, root, first, second, third, fourth] = pathname.split("/");
  if (root !== "console") return { page: "jobs" };
  if (first === "new" || first === "teams" || first === "audit") return { page: first };
  if (first === "jobs" && second !== undefined && second !== "") {
    const tab = tabs.find((each) => each === third) ?? "overview";
    const object = fourth !== undefined && /^\d+$/.test(fourth) ? Number(fourth) : null;
    return { page: "job", name: decodeURIComponent(second), tab, object };
  }
  return { page: "jobs" };
}

export function consoleAddressOf(route: ConsoleRoute): string {
  if (route.page === "jobs") return "/console";
  if (route.page !== "job") return `/console/${route.page}`;
  const base = `/console/jobs/${encodeURIComponent(route.name)}/${route.tab}`;
  return route.object === null ? base : `${base}/${route.object}`;
}
