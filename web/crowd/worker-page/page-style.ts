import tokens from "../../shared/design/tokens.css?inline";
import pageDefaults from "./page-defaults.css?inline";

/**
 * Lays our tokens and quiet defaults under the template. The defaults weigh nothing (:where), so that any rule of the
 * template wins; sheets adopted this way are invisible to document.styleSheets and allowed by every content policy.
 */
export function adoptPageStyle(page: Document): void {
  page.adoptedStyleSheets = [...[tokens, pageDefaults].map(sheetOf), ...page.adoptedStyleSheets];
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
