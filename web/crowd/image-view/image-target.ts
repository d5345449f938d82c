import { html, nothing, type TemplateResult } from "lit";
import { UnreadableAttribute } from "../attributes/converters.js";
import { words } from "../words/page-words.js";
import { overlayOf } from "./overlay.js";

/** The image of an image classifier, its overlay, and the place of the regions the template wrote inside. */
export function imageTarget(src: string, overlay: unknown): TemplateResult {
  const fault =
    overlay instanceof UnreadableAttribute
      ? html`<p class="complaint" role="alert">${words().unreadable("overlay", overlay.reason)}</p>`
      : nothing;
  return html`
    <truthloop-image-view .src=${src} .overlay=${overlayOf(overlay)}></truthloop-image-view>
    ${fault}<slot></slot>
  `;
}
