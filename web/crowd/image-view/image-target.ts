import { html, nothing, type TemplateResult } from "lit";
import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
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

/** The keys of the image while it has the focus. */
export function imageKeys(overlay: unknown): readonly KeyHint[] {
  const keys = [
    { keys: "+", action: words().zoomIn },
    { keys: "-", action: words().zoomOut },
    { keys: "f", action: words().fitImage },
  ];
  return overlayOf(overlay) === undefined ? keys : [...keys, { keys: "h", action: words().hideLabels }];
}
