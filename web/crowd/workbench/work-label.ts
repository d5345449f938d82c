import { digitFor } from "../crowd-classifier/digit-keys.js";

/** A label as every image tool shows it: colour, name and number key together. */
export interface WorkLabel {
  /** What stands in the answer. */
  readonly name: string;
  /** `#rrggbb`, or any CSS colour a template gave. */
  readonly color: string;
  /** The number key that picks it; the first ten have one. */
  readonly key: string | undefined;
  /** The names above it in a hierarchy, outermost first; empty in a plain list. */
  readonly above: readonly string[];
}

/**
 * Colours that people with any colour vision tell apart (Okabe and Ito 2008, then Tol's muted set), each dark enough for
 * a line on a light photo and light enough for one on a dark photo.
 */
const palette: readonly string[] = [
  "#e69f00", "#0072b2", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#b8a200", "#882255",
  "#44aa99", "#aa4499", "#999933", "#6699cc", "#cc6677", "#117733", "#7a5fc9", "#a0724a",
];

/** The colour of the label at an index when nobody chose one. */
export function paletteColor(index: number): string {
  return palette[index % palette.length] ?? "#0072b2";
}

/**
 * The labels of a tool. `given` is a list of names, or of objects with `label` or `name`, `color` and `children`;
 * `colors` is AWS's `label-colors`: a list beside the labels, or an object by name. What is no list gives none.
 */
export function readLabels(given: unknown, colors?: unknown): readonly WorkLabel[] {
  const found = flatten(given, []);
  const unique = found.filter(({ name }, index) => found.findIndex((other) => other.name === name) === index);
  return unique.map(({ name, above, color }, index) => ({
    name,
    above,
    color: chosenColor(colors, name, index) ?? color ?? paletteColor(index),
    key: digitFor(index),
  }));
}

interface Found {
  readonly name: string;
  readonly above: readonly string[];
  readonly color: string | undefined;
}

function flatten(given: unknown, above: readonly string[]): Found[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((entry: unknown) => {
    const name = labelName(entry);
    if (name === "") return [];
    const record = isRecord(entry) ? entry : {};
    const children = flatten(record["children"], [...above, name]);
    // A heading of a hierarchy is no answer by itself unless it says so.
    if (children.length > 0 && record["selectable"] !== true) return children;
    return [{ name, above, color: asColor(record["color"]) }, ...children];
  });
}

/** The name an entry of a label list stands for; empty when it has none. */
export function labelName(entry: unknown): string {
  if (typeof entry === "string") return entry;
  if (typeof entry === "number" || typeof entry === "boolean") return String(entry);
  if (!isRecord(entry)) return "";
  const name = entry["label"] ?? entry["name"];
  return typeof name === "string" ? name : "";
}

function chosenColor(colors: unknown, name: string, index: number): string | undefined {
  if (Array.isArray(colors)) return asColor(colors[index]);
  return isRecord(colors) ? asColor(colors[name]) : undefined;
}

function asColor(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
