/** A label's colour on a light and on a dark ground. */
export interface LabelColor {
  readonly light: string;
  readonly dark: string;
}

/**
 * Eight hues that people with any colour vision tell apart, after Okabe and Ito (2008, "Color Universal Design"), each
 * darkened or lightened until it keeps 4.5:1 against the page's ground, as text on it and as its ground.
 */
export const labelColors: readonly LabelColor[] = [
  { light: "#0067a3", dark: "#74bdf2" },
  { light: "#b04500", dark: "#ff9f66" },
  { light: "#00694e", dark: "#46cfa3" },
  { light: "#9c3374", dark: "#f0a3d0" },
  { light: "#7a5600", dark: "#eebb4d" },
  { light: "#4b3fb5", dark: "#b3aaff" },
  { light: "#5c5c00", dark: "#dede6e" },
  { light: "#4d5563", dark: "#c3ccd8" },
];

/** How a label's line is drawn: each round through the colours has another pattern. */
export const linePatterns = ["solid", "dashed", "dotted"] as const;

export type LinePattern = (typeof linePatterns)[number];

/** The colour's place in the table and the line pattern of the label with this number. */
export function labelLook(index: number): { readonly color: number; readonly pattern: LinePattern } {
  const round = Math.floor(index / labelColors.length) % linePatterns.length;
  return { color: index % labelColors.length, pattern: linePatterns[round] ?? "solid" };
}
