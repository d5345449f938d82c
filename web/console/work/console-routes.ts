/** The console's addresses. */

export type JobTab = "overview" | "objects" | "quality" | "review";

export type ConsoleRoute =
  | { readonly page: "jobs" }
  | { readonly page: "job"; readonly name: string; readonly tab: JobTab; readonly object: number | null }
  | { readonly page: "new" }
  | { readonly page: "loops" }
  | { readonly page: "loop"; readonly name: string }
  | { readonly page: "functions"; readonly chosen: string | null }
  | { readonly page: "teams" }
  | { readonly page: "audit" };

export const jobTabs: readonly JobTab[] = ["overview", "objects", "quality", "review"];

/** The page an address stands for; one that means nothing is the list of jobs. */
export function consoleRouteOf(pathname: string): ConsoleRoute {
  const [, root, first, second = "", third, fourth] = pathname.split("/");
  if (root !== "console") return { page: "jobs" };
  if (first === "new" || first === "teams" || first === "audit") return { page: first };
  if (first === "loops") return second === "" ? { page: "loops" } : { page: "loop", name: decoded(second) };
  if (first === "functions") return { page: "functions", chosen: second === "" ? null : decoded(second) };
  if (first === "jobs" && second !== "") {
    const tab = jobTabs.find((each) => each === third) ?? "overview";
    const object = fourth !== undefined && /^\d+$/.test(fourth) ? Number(fourth) : null;
    return { page: "job", name: decoded(second), tab, object };
  }
  return { page: "jobs" };
}

export function consoleAddressOf(route: ConsoleRoute): string {
  switch (route.page) {
    case "jobs":
      return "/console";
    case "loop":
      return `/console/loops/${encodeURIComponent(route.name)}`;
    case "functions":
      return route.chosen === null ? "/console/functions" : `/console/functions/${encodeURIComponent(route.chosen)}`;
    case "job": {
      const base = `/console/jobs/${encodeURIComponent(route.name)}/${route.tab}`;
      return route.object === null ? base : `${base}/${route.object}`;
    }
    default:
      return `/console/${route.page}`;
  }
}

/** What somebody mistyped by hand stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
