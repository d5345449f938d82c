import { backgroundColour, colourText, parseColour, type Rgb } from "../raster/colours.js";
import { instanceKind, semanticKind, type MaskKind } from "../raster/mask-kind.js";
import { isRecord } from "../vector-tools/scene-json.js";
import type { WorkLabel } from "../workbench/work-label.js";

/** What a mask beside shapes can be, by the words of the attribute `masks`. */
export const maskKinds: Readonly<Record<string, MaskKind>> = {
  semantic: {
    ...semanticKind,
    start: (labels, initial) => semanticKind.start(labels, withLabelColours(labels, initial)),
  },
  instance: instanceKind,
};

/** The initial value with the colours that labels have on their shapes; those it gives itself go before. */
function withLabelColours(labels: readonly WorkLabel[], initial: unknown): unknown {
  const given = isRecord(initial) && isRecord(initial["labelMappings"]) ? initial["labelMappings"] : {};
  const used = new Set<Rgb | undefined>([undefined, backgroundColour, ...Object.values(given).map(colourIn)]);
  const own: Record<string, { readonly color: string }> = {};
  for (const { name, color } of labels) {
    const colour = parseColour(color);
    if (colour === undefined || used.has(colour) || colourIn(given[name]) !== undefined) continue;
    used.add(colour);
    own[name] = { color: colourText(colour) };
  }
  return { labelMappings: { ...own, ...given } };
}

function colourIn(mapping: unknown): Rgb | undefined {
  return parseColour(isRecord(mapping) ? mapping["color"] : undefined);
}
