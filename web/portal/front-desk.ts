/** Who is signed in, which page they are on, and everything the pages need to do their work. */
import { type Language, isLanguage, preferredLanguage } from "../shared/localization/language.js";
import { Localization } from "../shared/localization/localization.js";
import type { LanguageCode, Session } from "./wire/contract.js";
import type { PortalApi } from "./wire/portal-api.js";
import { Connection } from "./work/connection.js";
import { ServerClock } from "./work/countdown.js";
import type { DraftShelf } from "./work/draft-saver.js";
import type { OtherTabs, TabNews } from "./work/other-tabs.js";
import type { Outbox } from "./work/outbox.js";
import { recall, remember } from "./work/remembered.js";
import { type Route, addressOf, routeOf } from "./work/routes.js";
import { type Words, en } from "./words/en.js";
import { ko } from "./words/ko.js";
import { ptBR } from "./words/pt-BR.js";

export type Greeting = "signed-out" | "released" | "paused" | "corrected" | null;

// Often enough that a session never runs out under somebody who is reading.
const renewSessionMs = 5 * 60_000;

export class FrontDesk {
  readonly clock = new ServerClock(() => Date.now());
  readonly localization: Localization<Words>;
  readonly connection: Connection;
  route: Route = routeOf(location);
  /** False until the server has said who we are. */
  known = false;
  /** Said once on the next page. */
  greeting: Greeting = null;
  /** Set while the sign-in dialog stands over a page. */
  signingInAgain: { readonly email: string; readonly workerId: string } | null = null;
  /** What other tabs say about tasks. */
  onTaskNews: (news: TabNews) => void = () => undefined;
  private wanted: Route | null = null;
  private answerSignIn: (again: boolean) => void = () => undefined;
  private waitingSignIn: Promise<boolean> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly api: PortalApi,
    readonly outbox: Outbox,
    readonly drafts: DraftShelf,
    readonly tabs: OtherTabs,
  ) {
    this.localization = new Localization<Words>({ en, ko, "pt-BR": ptBR }, languageHere(null));
    this.connection = new Connection(() => this.renewSession());
    this.connection.subscribe((reachable) => {
      if (reachable) {
        this.outbox.tryNow();
        if (!this.known) void this.learn();
      }
      this.tell();
    });
    api.onReach = (reached) => {
      this.connection.saw(reached);
    };
    api.onServerTime = (serverTime) => {
      this.clock.hear(serverTime);
    };
    api.signInAgain = () => this.askToSignInAgain();
    outbox.subscribe(() => {
      this.tell();
    });
    tabs.hear((news) => {
      this.hearTab(news);
    });
  }

  get session(): Session | null {
    return this.api.session;
  }

  get words(): Words {
    return this.localization.words;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Learns who is signed in and goes to their page. Safe to repeat while the server cannot be reached. */
  async open(): Promise<void> {
    window.addEventListener("popstate", () => {
      this.route = this.allowed(routeOf(location));
      this.tell();
    });
    window.addEventListener("online", this.connection.askAgain);
    window.addEventListener("offline", () => {
      this.connection.saw(false);
    });
    setInterval(() => {
      if (document.visibilityState === "visible" && this.session !== null) this.connection.askAgain();
    }, renewSessionMs);
    await this.learn();
  }

  async learn(): Promise<void> {
    try {
      const session = await this.api.readSession();
      if (session !== null) await this.welcome(session);
      // Only now: a task page must find unsent answers under way before it asks for a task.
      this.known = true;
      this.go(this.route, true);
    } catch {
      this.tell();
    }
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.begin(await this.api.signIn(email, password));
  }

  async acceptInvitation(token: string, password: string): Promise<void> {
    await this.begin(await this.api.acceptInvitation(token, password));
  }

  async changePassword(current: string, wanted: string): Promise<void> {
    await this.welcome(await this.api.changePassword(current, wanted));
    this.go(this.wanted ?? { page: "list" }, true);
    this.wanted = null;
  }

  async signOut(): Promise<void> {
    await this.api.signOut();
    this.tabs.tell({ type: "signed-out" });
    this.leave("signed-out");
  }

  async chooseLanguage(language: Language): Promise<void> {
    remember("language", language);
    this.speak(language);
    if (this.session !== null) await this.api.chooseLanguage(language).catch(() => undefined);
  }

  go(route: Route, replace = false): void {
    this.route = this.allowed(route);
    const address = addressOf(this.route);
    if (location.pathname + location.search !== address) {
      if (replace) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    }
    this.tell();
  }

  /** Signs in from the dialog over a page. False when it was somebody else. */
  async signInInPlace(email: string, password: string): Promise<boolean> {
    const expected = this.signingInAgain?.workerId;
    const session = await this.api.signIn(email, password);
    if (session.worker.id !== expected) {
      await this.api.signOut();
      return false;
    }
    await this.welcome(session);
    this.tabs.tell({ type: "signed-in", workerId: session.worker.id });
    this.endSignInAgain(true);
    return true;
  }

  /** Gives up the page under the dialog and goes to the sign-in page. */
  abandonPage(): void {
    this.endSignInAgain(false);
    this.leave(null);
  }

  /** Renews the session, and asks to sign in again where the server knows of none any more. */
  private async renewSession(): Promise<void> {
    const before = this.session;
    const now = await this.api.readSession();
    if (before === null) return;
    if (now === null) void this.askToSignInAgain();
    else if (now.worker.id !== before.worker.id) location.assign(addressOf({ page: "list" }));
  }

  private async begin(session: Session): Promise<void> {
    await this.welcome(session);
    this.tabs.tell({ type: "signed-in", workerId: session.worker.id });
    this.greeting = null;
    this.go(this.wanted ?? { page: "list" }, true);
    this.wanted = null;
  }

  private async welcome(session: Session): Promise<void> {
    this.clock.hear(session.server_time);
    this.speak(languageHere(session.worker.language));
    const chosenHere = recall("language");
    if (!session.worker.must_change_password) {
      if (session.worker.language === null && isLanguage(chosenHere)) {
        void this.api.chooseLanguage(chosenHere).catch(() => undefined);
      }
      await this.outbox.signedIn(session.worker.id);
    }
  }

  private leave(greeting: Greeting): void {
    this.outbox.signedOut();
    this.api.session = null;
    this.greeting = greeting;
    this.wanted = null;
    this.go({ page: "sign-in", invitation: null });
  }

  private allowed(route: Route): Route {
    if (!this.known) return route;
    if (route.page === "sign-in" && route.invitation !== null) return route;
    if (this.session === null) {
      if (route.page === "task" || route.page === "correction") this.wanted = route;
      return { page: "sign-in", invitation: null };
    }
    if (this.session.worker.must_change_password) {
      if (route.page === "task" || route.page === "correction") this.wanted = route;
      return { page: "password" };
    }
    return route.page === "sign-in" || route.page === "password" ? { page: "list" } : route;
  }

  private speak(language: Language): void {
    this.localization.choose(language);
    document.documentElement.lang = language;
    this.tell();
  }

  private askToSignInAgain(): Promise<boolean> {
    const worker = this.session?.worker;
    if (worker === undefined) return Promise.resolve(false);
    this.waitingSignIn ??= new Promise<boolean>((resolve) => {
      this.answerSignIn = resolve;
      this.signingInAgain = { email: worker.email, workerId: worker.id };
      this.tell();
    });
    return this.waitingSignIn;
  }

  private endSignInAgain(again: boolean): void {
    this.signingInAgain = null;
    this.waitingSignIn = null;
    this.answerSignIn(again);
    this.tell();
  }

  private hearTab(news: TabNews): void {
    if (news.type === "done-with") {
      this.onTaskNews(news);
      return;
    }
    const here = this.session?.worker.id;
    if (news.type === "signed-out") {
      if (here !== undefined) this.leave("signed-out");
    } else if (here === news.workerId) {
      if (this.signingInAgain !== null) void this.signedInElsewhere();
    } else {
      // The cookie now belongs to somebody else, or to somebody at last: begin anew as they.
      location.assign(addressOf({ page: "list" }));
    }
  }

  /** Another tab has signed in as the same worker: take over its token. */
  private async signedInElsewhere(): Promise<void> {
    const session = await this.api.readSession().catch(() => null);
    if (session !== null) this.endSignInAgain(true);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function languageHere(workers: LanguageCode | null): Language {
  const chosenHere = recall("language");
  return workers ?? (isLanguage(chosenHere) ? chosenHere : preferredLanguage(navigator.languages));
}
