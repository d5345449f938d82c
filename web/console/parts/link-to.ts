/** A link within the console: a real address, followed without loading the page anew. */
import { type TemplateResult, html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import type { ConsoleDesk } from "../console-desk.js";
import { consoleAddressOf, type ConsoleRoute } from "../work/console-routes.js";

export function linkTo(
  desk: ConsoleDesk,
  route: ConsoleRoute,
  content: unknown,
  options: { readonly kind?: string; readonly current?: "page" | undefined } = {},
): TemplateResult {
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    desk.go(route);
  };
  return html`<a
    class=${options.kind ?? ""}
    href=${consoleAddressOf(route)}
    aria-current=${ifDefined(options.current)}
    @click=${follow}
    >${content}</a
  >`;
}
