/** The portal's few pictures: 20 by 20, drawn with the colour of the text beside them, hidden from screen readers. */
import { type TemplateResult, svg, html } from "lit";

function icon(drawing: TemplateResult): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 20 20"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${drawing}
  </svg>`;
}

export const icons = {
  mark: html`<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
    <path
      class="mark-ring"
      d="M19.6 8.2A8.5 8.5 0 1 1 14.9 4"
      fill="none"
      stroke="currentColor"
      stroke-width="2.4"
      stroke-linecap="round"
    />
    <path
      d="M8.2 11.8l3 3L20 5.6"
      fill="none"
      stroke="currentColor"
      stroke-width="2.4"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>`,
  back: icon(svg`<path d="M12 4.5 6.5 10l5.5 5.5" />`),
  clock: icon(svg`<circle cx="10" cy="10" r="7" /><path d="M10 6v4.2l2.6 1.6" />`),
  inbox: icon(
    svg`<path d="M3 11.5 5.2 5a1 1 0 0 1 1-.7h7.6a1 1 0 0 1 1 .7L17 11.5V15a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1z" /><path d="M3 11.5h4l1.2 2h3.6l1.2-2h4" />`,
  ),
  check: icon(svg`<path d="m4.5 10.5 3.6 3.6 7.4-8" />`),
  cloudOff: icon(
    svg`<path d="M3 3l14 14" /><path d="M6 7.6A4 4 0 0 0 5.6 15.5H13" /><path d="M8.6 5.2A4.8 4.8 0 0 1 15 9a3.3 3.3 0 0 1 1.9 5" />`,
  ),
  globe: icon(
    svg`<circle cx="10" cy="10" r="7" /><path d="M3 10h14M10 3c2.2 2 3.2 4.4 3.2 7s-1 5-3.2 7c-2.2-2-3.2-4.4-3.2-7S7.8 5 10 3z" />`,
  ),
  lock: icon(svg`<rect x="4.5" y="9" width="11" height="7.5" rx="1.5" /><path d="M7 9V6.8a3 3 0 0 1 6 0V9" />`),
  more: icon(svg`<path d="M5 10h.01M10 10h.01M15 10h.01" stroke-width="2.6" />`),
  warning: icon(svg`<path d="M10 3.5 17.5 16.5h-15z" /><path d="M10 8.3v3.7M10 14.3h.01" />`),
  info: icon(svg`<circle cx="10" cy="10" r="7" /><path d="M10 9.2v4.2M10 6.6h.01" />`),
  coffee: icon(
    svg`<path d="M4 8h10v4.5a3.5 3.5 0 0 1-3.5 3.5h-3A3.5 3.5 0 0 1 4 12.5z" /><path d="M14 9.2h1.2a2 2 0 0 1 0 4H14" /><path d="M7 3.5v1.5M10.5 3.5v1.5" />`,
  ),
  cross: icon(svg`<path d="m5.5 5.5 9 9M14.5 5.5l-9 9" />`),
};
