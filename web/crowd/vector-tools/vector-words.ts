import { Localization } from "../../shared/localization/localization.js";
import { localization } from "../words/page-words.js";
import { brazilianPortuguese } from "./vector-words-pt.js";
import { english, type VectorWords } from "./vector-words-en.js";
import { korean } from "./vector-words-ko.js";

const vector = new Localization<VectorWords>(
  { en: english, ko: korean, "pt-BR": brazilianPortuguese },
  localization.language,
);

/** The words of the drawing tools. */
export function vectorWords(): VectorWords {
  return vector.words;
}
