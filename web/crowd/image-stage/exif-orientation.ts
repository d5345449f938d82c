import type { Orientation } from "../drawing/view.js";

/** An orientation and where in the file its two bytes stand. */
export interface ExifOrientation {
  readonly orientation: Orientation;
  readonly at: number;
}

/** The orientation a JPEG, PNG or WebP file says it is to be shown in; undefined when it says none. */
export function exifOrientation(bytes: Uint8Array): ExifOrientation | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const tiff = jpegExif(view) ?? pngExif(view) ?? webpExif(view);
    return tiff === undefined ? undefined : tiffOrientation(view, tiff);
  } catch (error) {
    // Lengths that point past the end are a broken or cut file, which has no orientation to tell.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * A file as a decoder shall see it, and the orientation it had. Browsers turn pictures upright while decoding, and
 * createImageBitmap no longer has an option against it ("none" now means "from-image"): so the file is made to say none.
 */
export async function unturned(blob: Blob): Promise<{ readonly blob: Blob; readonly orientation: Orientation }> {
  const found = exifOrientation(new Uint8Array(await blob.arrayBuffer()));
  if (found === undefined) return { blob, orientation: 1 };
  const parts = [blob.slice(0, found.at), new Uint8Array(2), blob.slice(found.at + 2)];
  return { blob: new Blob(parts, { type: blob.type }), orientation: found.orientation };
}

/** Where the TIFF structure of a JPEG's APP1 segment begins. */
function jpegExif(view: DataView): number | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isExif = marker === 0xe1 && view.getUint32(at + 4) === 0x45786966 && view.getUint16(at + 8) === 0;
    if (isExif) return at + 10;
    // Start of scan: what follows is the picture.
    if (marker === 0xda) return undefined;
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Where the eXIf chunk of a PNG begins. */
function pngExif(view: DataView): number | undefined {
  if (view.getUint32(0) !== 0x89504e47) return undefined;
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const chunk = view.getUint32(at + 4);
    if (chunk === 0x65584966) return at + 8;
    if (chunk === 0x49444154) return undefined;
  }
  return undefined;
}

/** Where the EXIF chunk of a WebP begins. */
function webpExif(view: DataView): number | undefined {
  if (view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return undefined;
  let at = 12;
  while (at + 8 <= view.byteLength) {
    const length = view.getUint32(at + 4, true);
    if (view.getUint32(at) === 0x45584946) return at + (view.getUint32(at + 8) === 0x45786966 ? 14 : 8);
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/** Tag 0x0112 of the first directory. */
function tiffOrientation(view: DataView, start: number): ExifOrientation | undefined {
  const little = view.getUint16(start) === 0x4949;
  if (view.getUint16(start + 2, little) !== 42) return undefined;
  const directory = start + view.getUint32(start + 4, little);
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? { orientation: value as Orientation, at: entry + 8 } : undefined;
  }
  return undefined;
}
