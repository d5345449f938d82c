/** What the console's pages share: who is signed in, which page is open, in which language. */
import { Localization } from "../shared/localization/localization.js";
import { isLanguage, preferredLanguage, type Language } from "../shared/localization/language.js";
import { en, type ConsoleWords } from "./words/en.js";
import { ko } from "./words/ko.js";
import { ptBR } from "./words/pt-BR.js";
import { consoleAddressOf, consoleRouteOf, type ConsoleRoute } from "./work/console-routes.js";
import { ConsoleRefusal, type ConsoleApi } from "./wire/console-api.js";
import type { ConsoleSession } from "./wire/contract.js";

export class ConsoleDesk {
  readonly localization = new Localization<ConsoleWords>({ en, ko, "pt-BR": ptBR }, rememberedLanguage());
  route: ConsoleRoute = consoleRouteOf(location.pathname);
  session: ConsoleSession | null = null;
  /** Whether the server has said who we are. */
  known = false;
  /** Why somebody who signed in may not come in. */
  barred: string | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(readonly api: ConsoleApi) {}

  get words(): ConsoleWords {
    return this.localization.words;
  }

  async open(): Promise<void> {
    addEventListener("popstate", () => {
      this.route = consoleRouteOf(location.pathname);
      this.tell();
    });
    document.documentElement.lang = this.localization.language;
    await this.learn();
  }

  async signIn(email: string, password: string): Promise<void> {
    this.barred = null;
    try {
      this.session = await this.api.signIn(email, password);
    } catch (failure) {
      if (failure instanceof ConsoleRefusal && failure.code === "no-console-role") {
        this.barred = failure.message;
        return;
      }
      throw failure;
    } finally {
      this.tell();
    }
  }

  async signOut(): Promise<void> {
    await this.api.signOut();
    this.session = null;
    this.tell();
  }

  go(route: ConsoleRoute): void {
    history.pushState(null, "", consoleAddressOf(route));
    this.route = route;
    this.tell();
  }

  choose(language: Language): void {
    this.localization.choose(language);
    document.documentElement.lang = language;
    localStorage.setItem("truthloop.console.language", language);
    this.tell();
  }

  /** Somebody else ended our session: back to the way in. */
  noticeFailure(failure: unknown): string {
    if (failure instanceof ConsoleRefusal) {
      if (failure.status === 401) {
        this.session = null;
        this.tell();
      }
      return failure.message;
    }
    return this.words.unreachable;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async learn(): Promise<void> {
    try {
      this.session = await this.api.readSession();
    } catch {
      this.session = null;
    }
    this.known = true;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function rememberedLanguage(): Language {
  const kept = localStorage.getItem("truthloop.console.language") ?? "";
  return isLanguage(kept) ? kept : preferredLanguage(navigator.languages);
}
