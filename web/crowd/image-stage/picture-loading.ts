import type { Size } from "../drawing/point.js";
import type { Orientation } from "../drawing/view.js";
import { unturned } from "./exif-orientation.js";
import { decodeAside } from "./picture-pyramid.js";

/** A picture ready to be painted. */
export interface Picture {
  readonly size: Size;
  readonly orientation: Orientation;
  /** The picture, then each level half as large as the one before. */
  readonly levels: readonly CanvasImageSource[];
  /** Whether scripts may read its pixels; a server that sends no CORS headers forbids it. */
  readonly readable: boolean;
  /** Gives the memory back. */
  close(): void;
}

/** Why there is no picture: the kind of failure and, for refusals of a server, its HTTP status. */
export type Failure =
  | { readonly kind: "missing" | "invalid" | "policy" | "unreachable" | "undecodable" }
  | { readonly kind: "status"; readonly status: number };

export class PictureFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Loads a picture, telling the share that has arrived where that is known. Rejects with PictureFailed or an AbortError. */
export async function loadPicture(
  address: string,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<Picture> {
  if (address.trim() === "") throw new PictureFailed({ kind: "missing" });
  if (!URL.canParse(address, document.baseURI)) throw new PictureFailed({ kind: "invalid" });
  const blob = await fetchBlob(address, signal, progress);
  return blob === undefined ? loadElement(address, signal, false) : decode(blob, signal);
}

/** The bytes of a picture; undefined when the page may show but not read it, or cannot tell whether it may. */
async function fetchBlob(
  address: string,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<Blob | undefined> {
  let response: Response;
  try {
    response = await fetch(address, { signal, credentials: "omit" });
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
  if (!response.ok) throw new PictureFailed({ kind: "status", status: response.status });
  try {
    return await readBody(response, progress);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new PictureFailed({ kind: "unreachable" });
  }
}

async function readBody(response: Response, progress: (share: number) => void): Promise<Blob> {
  const type = response.headers.get("content-type") ?? "";
  const total = Number(response.headers.get("content-length") ?? Number.NaN);
  if (response.body === null || !(total > 0)) return response.blob();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type });
    parts.push(value);
    received += value.length;
    progress(Math.min(received / total, 1));
  }
}

async function decode(file: Blob, signal: AbortSignal): Promise<Picture> {
  const { blob, orientation } = await unturned(file);
  let levels: ImageBitmap[];
  try {
    levels = await decodeAside(blob, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return loadDrawing(file, signal);
  }
  const [{ width, height } = { width: 0, height: 0 }] = levels;
  const close = (): void => {
    for (const level of levels) level.close();
  };
  return { size: { width, height }, orientation, levels, readable: true, close };
}

/** SVG and whatever else an image element shows though it is no bitmap. */
async function loadDrawing(blob: Blob, signal: AbortSignal): Promise<Picture> {
  const address = URL.createObjectURL(blob);
  try {
    return await loadElement(address, signal, true);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new PictureFailed({ kind: "undecodable" });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A picture as an image element shows it. Without CORS the browser turns it upright itself and hides that it did. */
async function loadElement(address: string, signal: AbortSignal, readable: boolean): Promise<Picture> {
  const violations = watchPolicy(address);
  const image = new Image();
  image.decoding = "async";
  image.src = address;
  try {
    await image.decode();
  } catch {
    throw new PictureFailed({ kind: violations.seen() ? "policy" : "unreachable" });
  } finally {
    violations.end();
  }
  signal.throwIfAborted();
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  return { size, orientation: 1, levels: [image], readable, close: () => (image.src = "") };
}

/** Whether the page's content policy forbade an address since. */
function watchPolicy(address: string): { seen(): boolean; end(): void } {
  const { origin } = new URL(address, document.baseURI);
  let seen = false;
  const listen = (event: SecurityPolicyViolationEvent): void => {
    seen ||= event.effectiveDirective === "img-src" && event.blockedURI.startsWith(origin);
  };
  document.addEventListener("securitypolicyviolation", listen);
  return {
    seen: () => seen,
    end: () => {
      document.removeEventListener("securitypolicyviolation", listen);
    },
  };
}
