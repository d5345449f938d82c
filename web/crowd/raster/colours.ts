/** A colour as one number, 0xrrggbb. */
export type Rgb = number;

/** The colour of pixels without a label (AWS: BACKGROUND, #ffffff). */
export const backgroundColour: Rgb = 0xff_ff_ff;

/** The colours AWS's own masks have, in its order: D3's category 10, then the lighter half of its category 20. */
const familiar: readonly Rgb[] = [
  0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22, 0x17becf, 0xaec7e8,
  0xffbb78, 0x98df8a, 0xff9896, 0xc5b0d5, 0xc49c94, 0xf7b6d2, 0xc7c7c7, 0xdbdb8d, 0x9edae5,
];

/** The number of a colour written #rgb or #rrggbb; undefined for anything else. */
export function parseColour(text: unknown): Rgb | undefined {
  if (typeof text !== "string") return undefined;
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (digits === undefined) return undefined;
  const full = digits.length === 6 ? digits : Array.from(digits, (digit) => digit + digit).join("");
  return Number.parseInt(full, 16);
}

/** A colour as AWS writes it: #rrggbb in small letters. */
export function colourText(colour: Rgb): string {
  return `#${colour.toString(16).padStart(6, "0")}`;
}

/** The first colour, in a fixed order, that nothing has yet; never the background's. */
export function unusedColour(used: ReadonlySet<Rgb>): Rgb {
  const free = familiar.find((colour) => !used.has(colour));
  if (free !== undefined) return free;
  for (let index = 0; ; index += 1) {
    const colour = spreadColour(index);
    if (!used.has(colour) && colour !== backgroundColour) return colour;
  }
}

/** Hues a golden angle apart, so that neighbours in the list differ most; lightness varies from round to round. */
function spreadColour(index: number): Rgb {
  const hue = (index * 137.508) % 360;
  const lightness = [0.5, 0.38, 0.62, 0.44, 0.56][Math.floor(index / 12) % 5] ?? 0.5;
  const saturation = 0.55 + 0.35 * ((index % 7) / 6);
  const channel = (offset: number): number => {
    const at = (offset + hue / 30) % 12;
    const reach = saturation * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  };
  return channel(0) * 65_536 + channel(8) * 256 + channel(4);
}
