import { type TemplateResult, html } from "lit";
import { customElement } from "lit/decorators.js";
import { isLanguage, languageNames, languages } from "../../shared/localization/language.js";
import { icons } from "./icons.js";
import { PageElement } from "./page-element.js";

/** The choice of language, each in its own words. */
@customElement("tl-language-menu")
export class LanguageMenu extends PageElement {
  override render(): TemplateResult {
    const chosen = this.desk.localization.language;
    return html`<span class="language-menu">
      ${icons.globe}
      <label class="sr-only" for="language">${this.words.language}</label>
      <select id="language" @change=${this.choose}>
        ${languages.map(
          (language) =>
            html`<option value=${language} lang=${language} ?selected=${language === chosen}>
              ${languageNames[language]}
            </option>`,
        )}
      </select>
    </span>`;
  }

  private choose(event: Event): void {
    const value = (event.target as HTMLSelectElement).value;
    if (isLanguage(value)) void this.desk.chooseLanguage(value);
  }
}
