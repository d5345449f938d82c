import { html, nothing, svg, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import type { Size } from "../drawing/point.js";
import type { Overlay } from "./overlay.js";

/** What lies over the image, in a layer of the image's own proportions. */
export function overlayDrawing(overlay: Overlay | undefined, image: Size): TemplateResult | typeof nothing {
  if (overlay === undefined) return nothing;
  const mask = overlay.maskSrc === "" ? nothing : maskDrawing(overlay.maskSrc);
  return html`${mask}${overlay.boxes.length === 0 ? nothing : boxDrawing(overlay, image)}`;
}

/** The names of the labels and their colours; nothing when there are none. */
export function legendOf(overlay: Overlay | undefined): TemplateResult | typeof nothing {
  if (overlay === undefined || overlay.legend.length === 0) return nothing;
  return html`<ul class="legend">
    ${overlay.legend.map(
      ({ label, color }) => html`<li><span class="swatch" style=${styleMap({ background: color })}></span>${label}</li>`,
    )}
  </ul>`;
}

/** A mask's background is white: the filter makes white clear and leaves every other colour as it is. */
function maskDrawing(src: string): TemplateResult {
  return html`
    <svg class="filter" aria-hidden="true">
      <filter id="clear-white" color-interpolation-filters="sRGB">
        <feColorMatrix values="1 0 0 0 0  0 1 0 0 0  0 0 1 0 0  -20 -20 -20 0 60" />
      </filter>
    </svg>
    <img class="mask" src=${src} alt="" draggable="false" />
  `;
}

function boxDrawing({ boxes }: Overlay, image: Size): TemplateResult {
  const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  return html`
    <svg class="boxes" viewBox="0 0 ${image.width} ${image.height}" preserveAspectRatio="none" aria-hidden="true">
      ${boxes.map(
        ({ left, top, width, height, color }) =>
          svg`<rect class="halo" x=${left} y=${top} width=${width} height=${height} />
            <rect x=${left} y=${top} width=${width} height=${height} stroke=${color} />`,
      )}
    </svg>
    ${boxes.map(
      ({ left, top, label, color }) =>
        html`<span
          class="chip"
          style=${styleMap({
            left: percent(left, image.width),
            top: percent(top, image.height),
            "border-inline-start-color": color,
          })}
          >${label}</span
        >`,
    )}
  `;
}
