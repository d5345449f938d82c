import { type TemplateResult, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { icons } from "../portal/parts/icons.js";
import "./pages/audit-page.js";
import "./pages/console-sign-in.js";
import "./pages/functions-page.js";
import "./pages/job-page.js";
import "./pages/jobs-page.js";
import "./pages/loop-page.js";
import "./pages/loops-page.js";
import "./pages/new-job-page.js";
import "./pages/teams-page.js";
import { ConsolePart } from "./parts/console-part.js";
import "./parts/console-languages.js";
import { linkTo } from "./parts/link-to.js";
import type { ConsoleRoute } from "./work/console-routes.js";

/** The whole console: the bar with its places, and one page at a time. */
@customElement("tl-console")
export class ConsoleApp extends ConsolePart {
  override render(): TemplateResult | typeof nothing {
    if (!this.desk.known) return nothing;
    if (this.desk.session === null) return html`<tl-console-sign-in .desk=${this.desk}></tl-console-sign-in>`;
    return html`<a class="skip-link" href="#main" @click=${this.skip}>${this.words.skipToMain}</a>
      ${this.bar()} ${this.page()}`;
  }

  protected override updated(): void {
    document.title = `${this.title_()} – Truthloop`;
  }

  private bar(): TemplateResult {
    const { words, desk } = this;
    const places: readonly [ConsoleRoute, string][] = [
      [{ page: "jobs" }, words.nav.jobs],
      [{ page: "loops" }, words.nav.loops],
      [{ page: "functions", chosen: null }, words.nav.functions],
      [{ page: "teams" }, words.nav.teams],
      ...(desk.session?.role === "admin" ? [[{ page: "audit" }, words.nav.audit] as [ConsoleRoute, string]] : []),
    ];
    const open = { job: "jobs", new: "jobs", loop: "loops" }[desk.route.page as string] ?? desk.route.page;
    return html`<header class="console-bar">
      <div class="wordmark">${icons.mark}<span>${words.product}</span></div>
      <nav aria-label=${words.nav.label}>
        <ul>
          ${places.map(
            ([route, name]) =>
              html`<li>${linkTo(desk, route, name, { kind: "place", current: route.page === open ? "page" : undefined })}</li>`,
          )}
        </ul>
      </nav>
      <div class="console-bar-end">
        <tl-console-languages .desk=${desk}></tl-console-languages>
        <span class="whoami">${desk.session?.worker.email}</span>
        <button class="button" type="button" @click=${() => void desk.signOut()}>${words.logOut}</button>
      </div>
    </header>`;
  }

  private page(): TemplateResult {
    const { desk } = this;
    switch (desk.route.page) {
      case "jobs":
        return html`<tl-jobs-page .desk=${desk}></tl-jobs-page>`;
      case "job":
        return html`${keyed(desk.route.name, html`<tl-job-page .desk=${desk} .route=${desk.route}></tl-job-page>`)}`;
      case "new":
        return html`<tl-new-job-page .desk=${desk}></tl-new-job-page>`;
      case "loops":
        return html`<tl-loops-page .desk=${desk}></tl-loops-page>`;
      case "loop":
        return html`${keyed(desk.route.name, html`<tl-loop-page .desk=${desk} .name=${desk.route.name}></tl-loop-page>`)}`;
      case "functions":
        return html`<tl-functions-page .desk=${desk} .chosen=${desk.route.chosen}></tl-functions-page>`;
      case "teams":
        return html`<tl-teams-page .desk=${desk}></tl-teams-page>`;
      case "audit":
        return html`<tl-audit-page .desk=${desk}></tl-audit-page>`;
    }
  }

  private title_(): string {
    const { words, desk } = this;
    if (desk.session === null) return words.signIn.title;
    const { route } = desk;
    if (route.page === "job" || route.page === "loop") return route.name;
    const titles = { jobs: words.jobs, new: words.newJob, loops: words.loops, functions: words.functions, teams: words.teams, audit: words.audit };
    return titles[route.page].title;
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>("h1")?.focus();
  }
}
