import type { MaskObject } from "./mask-document.js";
import { overlayColour, type OverlayColours } from "./overlay-pixels.js";
import type { PaintSettings } from "./session-host.js";

/** The colours a mask is shown in, by value: those of shown objects, chosen ones stronger and edged in white. */
export function overlayColours(
  shown: readonly MaskObject[],
  chosen: readonly number[],
  { opacity, outline }: Pick<PaintSettings, "opacity" | "outline">,
): OverlayColours {
  const length = shown.reduce((most, { value }) => Math.max(most, value), 0) + 1;
  const [fill, edge] = [new Uint32Array(length), new Uint32Array(length)];
  for (const { value, colour } of shown) {
    const isChosen = chosen.includes(value);
    fill[value] = overlayColour(colour, isChosen ? Math.min(1, opacity + 0.3) : opacity);
    edge[value] = outline ? overlayColour(isChosen ? 0xff_ff_ff : colour, 1) : (fill[value] ?? 0);
  }
  return { fill, edge };
}
