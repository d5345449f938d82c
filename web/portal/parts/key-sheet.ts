/** The help sheet of keys: those of the task's page, as it told them, and those of the portal, from the key map. */
import { type TemplateResult, html, nothing } from "lit";
import { keyParts } from "../../shared/keys/key-parts.js";
import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import type { Words } from "../words/en.js";
import { keyMap } from "../work/key-map.js";

export function keySheet(
  words: Words,
  ofPage: readonly KeyHint[],
  on: boolean,
  switchKeys: (on: boolean) => void,
  close: () => void,
): TemplateResult {
  const change = (event: Event): void => {
    switchKeys((event.target as HTMLInputElement).checked);
  };
  const ofPortal = keyMap.map((key) => row(key.keys, words.keys[key.action]));
  return html`<div class="key-lists" tabindex="0" role="group" aria-label=${words.keys.title}>
      ${ofPage.length === 0 ? nothing : pageKeys(words, ofPage)}
      <dl class="key-list">${ofPortal}</dl>
    </div>
    <label class="check"><input type="checkbox" .checked=${on} @change=${change} /> ${words.keys.onOff}</label>
    <div class="dialog-buttons">
      <button class="button primary" type="button" autofocus @click=${close}>${words.close}</button>
    </div>`;
}

function pageKeys(words: Words, hints: readonly KeyHint[]): TemplateResult {
  return html`<h3 class="key-heading">${words.keys.inTask}</h3>
    <dl class="key-list">${hints.map(({ keys, action }) => row(keys, action))}</dl>
    <h3 class="key-heading">${words.keys.everywhere}</h3>`;
}

function row(keys: string, meaning: string): TemplateResult {
  return html`<div class="key-row">
    <dt>${keyParts(keys).map((key) => html`<kbd>${key}</kbd>`)}</dt>
    <dd>${meaning}</dd>
  </div>`;
}
