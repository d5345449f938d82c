import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Size } from "../drawing/point.js";
import { fromBase64, toBase64 } from "./base64.js";
import { colourText, parseColour } from "./colours.js";
import type { MaskDocument, MaskObject } from "./mask-document.js";
import { decodeRuns } from "./run-length.js";

/** What a draft keeps of a mask. */
export interface MaskDraft extends Size {
  readonly cells: Uint16Array<ArrayBuffer>;
  readonly objects: readonly MaskObject[];
}

/** A mask as a draft keeps it: its runs in base64, far smaller than its pixels. */
export function draftOf(document: MaskDocument): Json {
  const { width, height } = document.map;
  const objects = document.objects.map(({ value, label, colour, owned }) => ({ value, label, color: colourText(colour), owned }));
  return { width, height, objects, runs: toBase64(document.runs) };
}

/** A mask from a draft. Throws an Error when the draft is none of ours or damaged. */
export function readDraft(draft: Json): MaskDraft {
  const { width, height, objects, runs } = (draft ?? {}) as Readonly<Record<string, unknown>>;
  if (!isCount(width) || !isCount(height) || typeof runs !== "string" || !Array.isArray(objects))
    throw new Error("the draft holds no mask");
  const cells = new Uint16Array(width * height);
  decodeRuns(fromBase64(runs), cells);
  return { width, height, cells, objects: objects.map(readObject) };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 2 ** 16;
}

function readObject(object: unknown): MaskObject {
  const { value, label, color, owned } = (object ?? {}) as Readonly<Record<string, unknown>>;
  const colour = parseColour(color);
  if (!isCount(value) || typeof label !== "string" || colour === undefined) throw new Error("the draft's objects are damaged");
  return { value, label, colour, owned: owned !== false };
}
