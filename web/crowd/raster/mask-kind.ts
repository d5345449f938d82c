import type { WorkLabel } from "../workbench/work-label.js";
import { backgroundColour, parseColour, unusedColour, type Rgb } from "./colours.js";
import type { MaskObject } from "./mask-document.js";

/** What a stroke paints: a value, and the objects there are once it has been painted. */
export interface InHand {
  readonly value: number;
  readonly objects: readonly MaskObject[];
}

/** What a worker has in hand when a stroke begins. */
export interface Choice {
  readonly objects: readonly MaskObject[];
  readonly label: string;
  readonly selected: readonly number[];
  /** A value that no object has or ever had. */
  readonly freeValue: number;
}

/** How semantic and instance masks differ. */
export interface MaskKind {
  /** Whether values are instances, which are made, merged, split and deleted. */
  readonly hasInstances: boolean;
  /** The objects of a mask, from the labels and an initial value's own list. */
  start(labels: readonly WorkLabel[], initial: unknown): readonly MaskObject[];
  inHand(choice: Choice): InHand | undefined;
}

/** Each value is a label. */
export const semanticKind: MaskKind = {
  hasInstances: false,
  start(labels, initial) {
    const given = colourEntries(isRecord(initial) ? initial["labelMappings"] : undefined);
    const names = [...labels.map(({ name }) => name), ...given.keys()].filter((name, at, all) => all.indexOf(name) === at);
    const used = new Set<Rgb>([backgroundColour, ...given.values()]);
    return names.map((label, index) => {
      const colour = given.get(label) ?? unusedColour(used);
      used.add(colour);
      return { value: index + 1, label, colour, owned: true };
    });
  },
  inHand({ objects, label }) {
    const object = objects.find((each) => each.owned && each.label === label);
    return object === undefined ? undefined : { value: object.value, objects };
  },
};

/** Each value is an instance of a label; several may share it. */
export const instanceKind: MaskKind = {
  hasInstances: true,
  start(_, initial) {
    const given: unknown = isRecord(initial) ? initial["instances"] : undefined;
    const entries: readonly unknown[] = Array.isArray(given) ? given : [];
    const known = entries.flatMap((entry) => {
      const [label, colour] = isRecord(entry) ? [entry["label"], parseColour(entry["color"])] : [];
      return typeof label === "string" && colour !== undefined && colour !== backgroundColour ? [{ label, colour }] : [];
    });
    const once = known.filter(({ colour }, at) => known.findIndex((other) => other.colour === colour) === at);
    return once.map((each, index) => ({ ...each, value: index + 1, owned: true }));
  },
  inHand({ objects, label, selected, freeValue }) {
    const [chosen] = selected;
    if (chosen !== undefined && objects.some(({ value }) => value === chosen)) return { value: chosen, objects };
    if (label === "") return undefined;
    const colour = unusedColour(new Set([backgroundColour, ...objects.map((object) => object.colour)]));
    return { value: freeValue, objects: [...objects, { value: freeValue, label, colour, owned: true }] };
  },
};

/** The objects, and after them those of others whose label none of them has, in values and colours still free. */
export function withMissing(
  objects: readonly MaskObject[],
  others: readonly MaskObject[],
  freeValue: number,
): readonly MaskObject[] {
  const used = new Set<Rgb>([backgroundColour, ...objects.map(({ colour }) => colour)]);
  const missing = others.filter(({ label }) => !objects.some((object) => object.label === label));
  const added = missing.map((object, index) => {
    const colour = used.has(object.colour) ? unusedColour(used) : object.colour;
    used.add(colour);
    return { ...object, value: freeValue + index, colour };
  });
  return [...objects, ...added];
}

/** The readable colours of a `labelMappings` object, by label; the background's is no label's. */
function colourEntries(mappings: unknown): ReadonlyMap<string, Rgb> {
  if (!isRecord(mappings)) return new Map();
  return new Map(
    Object.entries(mappings).flatMap(([label, mapping]) => {
      const colour = parseColour(isRecord(mapping) ? mapping["color"] : undefined);
      return colour === undefined || colour === backgroundColour ? [] : [[label, colour] as const];
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
