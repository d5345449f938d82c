import { nothing, svg, html, type TemplateResult } from "lit";

/** Outlines in a square of 24, drawn for Truthloop; the names are those templates use (the iron-icons set). */
const outlines: Readonly<Record<string, string>> = {
  add: "M12 5v14M5 12h14",
  remove: "M5 12h14",
  check: "M5 12.5l4.5 4.5L19 7",
  done: "M5 12.5l4.5 4.5L19 7",
  close: "M6 6l12 12M18 6L6 18",
  clear: "M6 6l12 12M18 6L6 18",
  delete: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  create: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  save: "M5 4h11l3 3v13H5zM8 4v5h7V4M8 20v-6h8v6",
  send: "M4 12l16-8-6 16-3-7z",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20",
  refresh: "M19 12a7 7 0 1 1-2-5M19 3v5h-5",
  undo: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4",
  redo: "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h4",
  "arrow-back": "M20 12H5M11 6l-6 6 6 6",
  "arrow-forward": "M4 12h15M13 6l6 6-6 6",
  "chevron-left": "M15 5l-7 7 7 7",
  "chevron-right": "M9 5l7 7-7 7",
  "expand-more": "M5 9l7 7 7-7",
  "expand-less": "M5 15l7-7 7 7",
  "play-arrow": "M8 5v14l11-7z",
  pause: "M8 5v14M16 5v14",
  stop: "M6 6h12v12H6z",
  "thumb-up": "M4 11h3v9H4zM7 12l4-8c2 0 2.5 1.5 2 3l-.5 3H19l-1.5 9H7",
  "thumb-down": "M4 4h3v9H4zM7 12l4 8c2 0 2.5-1.5 2-3l-.5-3H19L17.5 5H7",
  star: "M12 4l2.5 5.2 5.5.8-4 4 1 5.7-5-2.7-5 2.7 1-5.7-4-4 5.5-.8z",
  flag: "M6 21V4h12l-3 4 3 4H6",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v6M12 7.5v.5",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 2.5 3v1.5M12 17v.5",
  warning: "M12 4l9 16H3zM12 10v5M12 17.5v.5",
  error: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v6M12 16v.5",
  "report-problem": "M12 4l9 16H3zM12 10v5M12 17.5v.5",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
  visibility: "M2 12s4-6 10-6 10 6 10 6-4 6-10 6S2 12 2 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
  "open-in-new": "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
};

/** The drawing for an icon's name ("send", "icons:send"); nothing for a name not in the set. */
export function buttonIcon(name: string): TemplateResult | typeof nothing {
  const path = outlines[name.replace(/^\w+:/, "")];
  if (path === undefined) return nothing;
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${path} />`}</svg>`;
}
