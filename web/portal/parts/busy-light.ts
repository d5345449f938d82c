/** A spinner with words beside it: something is under way. */
import { type TemplateResult, html } from "lit";

export function busyLight(text: string): TemplateResult {
  return html`<span class="light busy"><span class="spinner" aria-hidden="true"></span><span>${text}</span></span>`;
}
