import { svg, type SVGTemplateResult } from "lit";

/** Icons of the view bar, drawn on a grid of 24. */
export const stageIcons: Readonly<Record<string, SVGTemplateResult>> = {
  zoomIn: svg`<circle cx="11" cy="11" r="6.5" /><path d="M16 16l4.5 4.5M11 8.5v5M8.5 11h5" />`,
  zoomOut: svg`<circle cx="11" cy="11" r="6.5" /><path d="M16 16l4.5 4.5M8.5 11h5" />`,
  fit: svg`<path d="M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9M15 4h3.5A1.5 1.5 0 0 1 20 5.5V9M20 15v3.5a1.5 1.5 0 0 1-1.5 1.5H15M9 20H5.5A1.5 1.5 0 0 1 4 18.5V15" /><rect x="8" y="9" width="8" height="6" rx="1" />`,
  turnLeft: svg`<path d="M4.5 5v5h5" /><path d="M4.9 10A7.5 7.5 0 1 1 4.5 14" />`,
  turnRight: svg`<path d="M19.5 5v5h-5" /><path d="M19.1 10A7.5 7.5 0 1 0 19.5 14" />`,
  adjust: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9" /><circle cx="15" cy="7" r="2" /><circle cx="9" cy="17" r="2" />`,
};
