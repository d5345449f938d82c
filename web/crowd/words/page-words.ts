import { isLanguage, preferredLanguage, type Language } from "../../shared/localization/language.js";
import { Localization } from "../../shared/localization/localization.js";
import { brazilianPortuguese } from "./brazilian-portuguese.js";
import { english, type Words } from "./english.js";
import { korean } from "./korean.js";

/** The language the server wrote into the page for this worker, else the browser's. */
export function pageLanguage(page: Document, browser: readonly string[]): Language {
  const wanted = page.querySelector<HTMLMetaElement>('meta[name="truthloop-language"]')?.content;
  return isLanguage(wanted) ? wanted : preferredLanguage(browser);
}

export const localization = new Localization<Words>(
  { en: english, ko: korean, "pt-BR": brazilianPortuguese },
  pageLanguage(document, navigator.languages),
);

/** The words of this page. */
export function words(): Words {
  return localization.words;
}
