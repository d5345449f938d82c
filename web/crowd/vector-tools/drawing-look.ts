/** How objects are shown; one for all layers of a tool. */
export interface DrawingLook {
  /** The colour of a label. */
  colorOf(label: string): string;
  /** Whether names are left out. */
  readonly namesHidden: boolean;
  /** Pairs of keypoint labels that are joined by a line within each group. */
  readonly skeleton: readonly (readonly [string, string])[];
}

const contrasts = new Map<string, string>();

/** Black or white, whichever reads better on a colour `#rrggbb`; black on colours written otherwise. */
export function textOn(color: string): string {
  const known = contrasts.get(color);
  if (known !== undefined) return known;
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color);
  const [red = 255, green = 255, blue = 255] = (hex ?? []).slice(1).map((part) => linear(Number.parseInt(part, 16) / 255));
  // WCAG's relative luminance; black and white read equally well at 0.179.
  const text = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
  contrasts.set(color, text);
  return text;
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
