import { html, nothing, type TemplateResult } from "lit";
import type { Failure } from "./picture.js";
import { stageWords } from "./stage-words.js";

/** What stands where the picture will be; `arrived` is the share of it that has come, where that is known. */
export function loadingNotice(arrived: number | undefined): TemplateResult {
  const words = stageWords();
  const text = arrived === undefined ? words.loading : words.loadingShare(Math.round(arrived * 100));
  return html`<div class="notice"><p class="quiet">${text}</p></div>`;
}

/** Why there is no picture, from which host, and a button to try again. */
export function failureNotice(address: string, failure: Failure, retry: () => void): TemplateResult {
  const words = stageWords();
  const host = hostOf(address);
  return html`<div class="notice" role="alert">
    <h3>${words.failed}</h3>
    <p>${words.reason(failure)}</p>
    ${host === "" ? nothing : html`<p class="quiet">${words.from(host)}</p>`}
    <crowd-button @click=${retry}>${words.retry}</crowd-button>
  </div>`;
}

/** The host of an address; of one that has none its beginning, so that a requester recognizes it. */
function hostOf(address: string): string {
  const host = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI).host : "";
  return host === "" ? address.slice(0, 80) : host;
}
