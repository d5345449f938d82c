import type { Box } from "../drawing/point.js";

/** A word and the colour it is shown in. */
export interface LegendEntry {
  readonly label: string;
  readonly color: string;
}

/** Earlier labels shown over an image, to be verified: boxes, or an image of colours and what the colours mean. */
export interface Overlay {
  readonly boxes: readonly (Box & LegendEntry)[];
  readonly maskSrc: string;
  readonly legend: readonly LegendEntry[];
}

type Dictionary = Readonly<Record<string, unknown>>;

/** Far apart for most eyes, and clear on dark and light pictures; always shown with the label's name. */
const palette = ["#e6194b", "#0b84f3", "#f5a300", "#0a9e5c", "#9b3fd1", "#00a6b4", "#f032a8", "#7a5c00"];

/** What an `overlay` attribute or property says (AWS: crowd-image-classifier); undefined when it says nothing known. */
export function overlayOf(given: unknown): Overlay | undefined {
  if (!isDictionary(given)) return undefined;
  const { boundingBox, semanticSegmentation, instanceSegmentation } = given;
  if (isDictionary(boundingBox)) return boxOverlay(boundingBox);
  if (isDictionary(semanticSegmentation)) return mask(semanticSegmentation, mappedColours(semanticSegmentation));
  if (isDictionary(instanceSegmentation)) return mask(instanceSegmentation, entries(instanceSegmentation["instances"]));
  return undefined;
}

/** The colour of the n-th label. */
export function labelColour(index: number): string {
  return palette[Math.max(index, 0) % palette.length] ?? "#e6194b";
}

function boxOverlay({ labels, value }: Dictionary): Overlay {
  const boxes = list(value).filter(isDictionary);
  const names = Array.from(new Set([...list(labels).map(text), ...boxes.map((box) => text(box["label"]))])).filter(Boolean);
  const colourOf = (label: string): string => labelColour(names.indexOf(label));
  return {
    boxes: boxes.map((box) => {
      const label = text(box["label"]);
      const [left, top, width, height] = ["left", "top", "width", "height"].map((side) => Number(box[side]) || 0);
      return { left: left ?? 0, top: top ?? 0, width: width ?? 0, height: height ?? 0, label, color: colourOf(label) };
    }),
    maskSrc: "",
    legend: names.map((label) => ({ label, color: colourOf(label) })),
  };
}

function mask({ src }: Dictionary, legend: readonly LegendEntry[]): Overlay {
  return { boxes: [], maskSrc: text(src), legend };
}

function mappedColours({ labelMappings }: Dictionary): LegendEntry[] {
  if (!isDictionary(labelMappings)) return [];
  return Object.entries(labelMappings).map(([label, mapped]) => ({
    label,
    color: isDictionary(mapped) ? text(mapped["color"]) : text(mapped),
  }));
}

function entries(instances: unknown): LegendEntry[] {
  return list(instances)
    .filter(isDictionary)
    .map(({ label, color }) => ({ label: text(label), color: text(color) }));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function isDictionary(value: unknown): value is Dictionary {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
