/** The help sheet of keys, made from the key map. */
import { type TemplateResult, html } from "lit";
import type { Words } from "../words/en.js";
import { keyMap } from "../work/key-map.js";

export function keySheet(
  words: Words,
  on: boolean,
  switchKeys: (on: boolean) => void,
  close: () => void,
): TemplateResult {
  const change = (event: Event): void => {
    switchKeys((event.target as HTMLInputElement).checked);
  };
  return html`<dl class="key-list">${keyMap.map((key) => row(key.keys, words.keys[key.action]))}</dl>
    <label class="check"><input type="checkbox" .checked=${on} @change=${change} /> ${words.keys.onOff}</label>
    <div class="dialog-buttons">
      <button class="button primary" type="button" autofocus @click=${close}>${words.close}</button>
    </div>`;
}

function row(keys: string, meaning: string): TemplateResult {
  return html`<div class="key-row">
    <dt>${keys.split("+").map((key) => html`<kbd>${key}</kbd>`)}</dt>
    <dd>${meaning}</dd>
  </div>`;
}
