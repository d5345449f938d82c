/** The languages every word of ours exists in. */
export const languages = ["en", "ko", "pt-BR"] as const;

export type Language = (typeof languages)[number];

/** Each language in its own words, for a menu. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  ko: "한국어",
  "pt-BR": "Português (Brasil)",
};

/** Whether a value names one of our languages exactly. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/**
 * The first of a reader's languages we have, else English.
 * Takes BCP 47 tags, best first, as in navigator.languages; "pt" and "pt-PT" are served by Brazilian Portuguese.
 */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split("-")[0];
    const found = languages.find((language) => language.toLowerCase().split("-")[0] === primary);
    if (found !== undefined) return found;
  }
  return "en";
}
