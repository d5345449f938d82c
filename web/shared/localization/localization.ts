import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Language } from "./language.js";

/**
 * The words of one room in every language. Write English first, then type the others by it, so that a key missing
 * or left over in any language does not compile; a word with parameters is a function:
 *
 *     const en = { save: "Save", waiting: (count: number) => plural("en", count, { one: "1 task", other: `${count} tasks` }) };
 *     const ko: typeof en = { … };
 *     const localization = new Localization({ en, ko, "pt-BR": ptBR }, "en");
 *     localization.words.waiting(3);
 */
export type Catalogue<Words> = Readonly<Record<Language, Words>>;

/** Plural forms by Intl.PluralRules category; Korean needs only `other`. */
export interface PluralForms {
  readonly one?: string;
  readonly many?: string;
  readonly other: string;
}

/** The form of a phrase that a count takes in a language. */
export function plural(language: Language, count: number, forms: PluralForms): string {
  const category = new Intl.PluralRules(language).select(count);
  return (category === "one" || category === "many" ? forms[category] : undefined) ?? forms.other;
}

/** A catalogue and the language chosen from it; tells its subscribers when the choice changes. */
export class Localization<Words> {
  readonly #catalogue: Catalogue<Words>;
  readonly #listeners = new Set<() => void>();
  #language: Language;

  constructor(catalogue: Catalogue<Words>, language: Language) {
    this.#catalogue = catalogue;
    this.#language = language;
  }

  get language(): Language {
    return this.#language;
  }

  get words(): Words {
    return this.#catalogue[this.#language];
  }

  /** Changes the language for everyone who reads `words` from now on. */
  choose(language: Language): void {
    if (language === this.#language) return;
    this.#language = language;
    for (const listener of this.#listeners) listener();
  }

  /** Calls back after each change; the result ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Renders its host again when the language changes: `new LocalizationController(this, localization)`. */
export class LocalizationController<Words> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #localization: Localization<Words>;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, localization: Localization<Words>) {
    this.#host = host;
    this.#localization = localization;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#localization.subscribe(() => {
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }
}
