import { html, nothing, type TemplateResult } from "lit";
import type { ViewSettings } from "./view-settings.js";

/** The CSS filter of settings; a `gammaFilter` of the id raises to the gamma. Empty where nothing is changed. */
export function cssFilter({ brightness, contrast, gamma }: ViewSettings, gammaId: string): string {
  const parts = [
    gamma === 1 ? "" : `url(#${gammaId})`,
    brightness === 1 ? "" : `brightness(${brightness})`,
    contrast === 1 ? "" : `contrast(${contrast})`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** CSS has no filter function for gamma: this is the SVG filter that does it. */
export function gammaFilter({ gamma }: ViewSettings, id: string): TemplateResult | typeof nothing {
  if (gamma === 1) return nothing;
  const exponent = 1 / gamma;
  return html`<svg class="filters" aria-hidden="true">
    <filter id=${id} color-interpolation-filters="sRGB">
      <feComponentTransfer>
        <feFuncR type="gamma" exponent=${exponent}></feFuncR>
        <feFuncG type="gamma" exponent=${exponent}></feFuncG>
        <feFuncB type="gamma" exponent=${exponent}></feFuncB>
      </feComponentTransfer>
    </filter>
  </svg>`;
}
