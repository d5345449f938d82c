import { type TemplateResult, html } from "lit";
import { customElement } from "lit/decorators.js";
import { isLanguage, languageNames, languages } from "../../shared/localization/language.js";
import { ConsolePart } from "./console-part.js";

/** The choice of language, each in its own words. */
@customElement("tl-console-languages")
export class ConsoleLanguages extends ConsolePart {
  override render(): TemplateResult {
    const chosen = this.desk.localization.language;
    return html`<label class="sr-only" for="console-language">${this.words.language}</label>
      <select id="console-language" @change=${this.choose}>
        ${languages.map(
          (language) =>
            html`<option value=${language} lang=${language} ?selected=${language === chosen}>${languageNames[language]}</option>`,
        )}
      </select>`;
  }

  private choose(event: Event): void {
    const value = (event.target as HTMLSelectElement).value;
    if (isLanguage(value)) this.desk.choose(value);
  }
}
