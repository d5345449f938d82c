import { portalOrigin } from "../worker-page/portal-link.js";
import { unturned } from "./exif-orientation.js";
import { isReadable } from "./readable-hosts.js";
import { PictureFailed, type Picture } from "./picture.js";
import { loadDrawing, loadElement } from "./picture-element.js";
import { closeLevels, decodeAside } from "./picture-pyramid.js";

/** What may be fetched by any page: no request leaves it. */
const inside: readonly string[] = ["data:", "blob:"];

/** Loads a picture, telling the share that has arrived where that is known. Rejects with PictureFailed or an AbortError. */
export async function loadPicture(
  address: string,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<Picture> {
  if (address.trim() === "") throw new PictureFailed({ kind: "missing" });
  if (!URL.canParse(address, document.baseURI)) throw new PictureFailed({ kind: "invalid" });
  const blob = mayFetch(address) ? await fetchBlob(address, signal, progress) : undefined;
  return blob === undefined ? loadElement(address, signal) : decode(blob, signal);
}

/**
 * In the portal a page may connect to our own server, and to hosts the requester allows; trying others would only tell
 * the worker of a blocked host.
 */
function mayFetch(address: string): boolean {
  const { protocol, origin } = new URL(address, document.baseURI);
  const portal = portalOrigin(document);
  if (portal === undefined || origin === portal || inside.includes(protocol)) return true;
  const readable = document.querySelector<HTMLMetaElement>('meta[name="truthloop-readable"]')?.content ?? "";
  return isReadable(new URL(address, document.baseURI), readable.split(" "));
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
  let levels: Awaited<ReturnType<typeof decodeAside>>;
  try {
    levels = await decodeAside(blob, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const drawing = await loadDrawing(file);
    if (drawing === undefined) throw new PictureFailed({ kind: "undecodable" });
    return drawing;
  }
  const [{ width, height } = { width: 0, height: 0 }] = levels;
  const close = (): void => {
    closeLevels(levels);
  };
  return { size: { width, height }, orientation, levels, readable: true, close };
}
