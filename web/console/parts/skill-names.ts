/** The names of skills there are, offered while one is typed; others may be typed too. */
import { type TemplateResult, html } from "lit";

/** For one form of a page at a time. */
export const skillNamesId = "skill-names";

export function skillNames(names: readonly string[]): TemplateResult {
  return html`<datalist id=${skillNamesId}>${names.map((name) => html`<option value=${name}></option>`)}</datalist>`;
}
