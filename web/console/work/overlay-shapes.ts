/** What can be drawn over an object, taken out of labels and answers of any task type. */
import type { Json, JsonObject } from "../wire/contract.js";

export interface Box {
  readonly kind: "box";
  readonly label: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Outline {
  readonly kind: "polygon" | "polyline";
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Dot {
  readonly kind: "point";
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

export type Shape = Box | Outline | Dot;

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export interface Overlay {
  readonly shapes: readonly Shape[];
  readonly spans: readonly Span[];
  /** Class names and other short words. */
  readonly words: readonly string[];
  /** A picture to lay over the object: a mask. */
  readonly mask: string | null;
}

/** What an answer draws; its elements may have any name. */
export function overlayOfAnswer(content: JsonObject): Overlay {
  const found = emptyOverlay();
  for (const value of Object.values(content)) if (isObject(value)) collect(value, found, (entry) => text(entry["label"]));
  return found;
}

/** What a label draws, with the class names of its metadata. */
export function overlayOfLabel(label: JsonObject, attribute: string, maskUrl: string | null): Overlay {
  const found = emptyOverlay();
  const value = label[attribute];
  const metadata = object(label[`${attribute}-metadata`]);
  const classes = object(metadata["class-map"]);
  const named = (entry: JsonObject): string => text(entry["label"]) || text(classes[JSON.stringify(entry["class_id"])]);
  if (isObject(value)) collect(value, found, named);
  if (typeof metadata["class-name"] === "string") found.words.push(metadata["class-name"]);
  else if (Array.isArray(value)) found.words.push(...Object.values(classes).map(text));
  if (typeof value === "string" && value.startsWith("s3://")) found.mask = maskUrl;
  return found;
}

interface Growing {
  readonly shapes: Shape[];
  readonly spans: Span[];
  readonly words: string[];
  mask: string | null;
}

function emptyOverlay(): Growing {
  return { shapes: [], spans: [], words: [], mask: null };
}

function collect(value: JsonObject, found: Growing, named: (entry: JsonObject) => string): void {
  for (const entry of entries(value["boundingBoxes"] ?? value["annotations"])) {
    const [left = NaN, top = NaN, width = NaN, height = NaN] = ["left", "top", "width", "height"].map((name) => Number(entry[name]));
    if (Number.isFinite(left + top + width + height)) found.shapes.push({ kind: "box", label: named(entry), left, top, width, height });
  }
  for (const [list, kind] of [["polygons", "polygon"], ["polylines", "polyline"], ["lines", "polyline"]] as const)
    for (const entry of entries(value[list]))
      found.shapes.push({ kind, label: named(entry), points: entries(entry["vertices"]).map(pointOf) });
  for (const entry of entries(value["keypoints"])) found.shapes.push({ kind: "point", label: named(entry), ...pointOf(entry) });
  const entities = value["entities"] ?? object(value["annotations"])["entities"];
  for (const entry of entries(entities))
    found.spans.push({ start: Number(entry["startOffset"]), end: Number(entry["endOffset"]), label: named(entry) });
  if (typeof value["label"] === "string") found.words.push(value["label"]);
  if (Array.isArray(value["labels"])) found.words.push(...value["labels"].map(text).filter((word) => word !== ""));
  const picture = object(value["labeledImage"])["pngImageData"];
  if (typeof picture === "string") found.mask = `data:image/png;base64,${picture}`;
}

function pointOf(entry: JsonObject): { readonly x: number; readonly y: number } {
  return { x: Number(entry["x"]), y: Number(entry["y"]) };
}

function entries(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
