import { html, nothing, svg, type TemplateResult } from "lit";
import { outlines } from "./icon-outlines.js";

/** The drawing for an icon's name ("send", "icons:send", "iron-icons:send"); nothing for a name not in the set. */
export function iconDrawing(name: string): TemplateResult | typeof nothing {
  const path = outlines[name.trim().replace(/^[\w-]+:/, "")];
  if (path === undefined) return nothing;
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${path} />`}</svg>`;
}

/** What an `icon` attribute asks for: a name of the set, or the address of an image. */
export function iconOrImage(icon: string): TemplateResult | typeof nothing {
  return /[/.]/.test(icon) ? html`<img class="icon" src=${icon} alt="" />` : iconDrawing(icon);
}

/** An icon's name as words, for a button that has no other: "thumb-up" is read "thumb up". */
export function iconWords(icon: string): string {
  return /[/.]/.test(icon) ? "" : icon.replace(/^[\w-]+:/, "").replaceAll("-", " ");
}
