import type { Size } from "../drawing/point.js";
import { colourText, type Rgb } from "./colours.js";
import type { MaskObject } from "./mask-document.js";
import type { PixelClient } from "./pixel-client.js";
import type { ColouredPixels } from "./read-mask.js";

/** The address of an initial value's mask, which an answer holds in itself; empty when it has none. */
export function maskAddress(initial: unknown): string {
  const { src, labeledImage } = fieldsOf(initial);
  if (typeof src === "string" && src.trim() !== "") return src.trim();
  const { pngImageData } = fieldsOf(labeledImage);
  return typeof pngImageData === "string" && pngImageData !== "" ? `data:image/png;base64,${pngImageData}` : "";
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** Fetches and reads a mask. Throws an Error that says what went wrong. */
export async function fetchMask(address: string, client: PixelClient, signal: AbortSignal): Promise<ColouredPixels> {
  const reply = await fetch(address, { signal, credentials: "omit" });
  if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  return client.ask("read", { bytes }, [bytes.buffer]);
}

/** A mask in the values of objects; colours that none has become objects of their own, which no label owns. */
export interface AssignedMask extends Size {
  readonly cells: Uint16Array<ArrayBuffer>;
  readonly objects: readonly MaskObject[];
  readonly unowned: readonly Rgb[];
}

export function assignMask(mask: ColouredPixels, objects: readonly MaskObject[]): AssignedMask {
  const values = new Map(objects.map(({ colour, value }) => [colour, value]));
  const unowned = mask.colours.slice(1).filter((colour) => !values.has(colour));
  let free = objects.reduce((most, { value }) => Math.max(most, value), 0);
  const kept = unowned.map((colour): MaskObject => {
    free += 1;
    values.set(colour, free);
    return { value: free, label: colourText(colour), colour, owned: false };
  });
  const table = Uint16Array.from(mask.colours, (colour, place) => (place === 0 ? 0 : (values.get(colour) ?? 0)));
  const cells = Uint16Array.from(mask.cells, (place) => table[place] ?? 0);
  return { width: mask.width, height: mask.height, cells, objects: [...objects, ...kept], unowned };
}
