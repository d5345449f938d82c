import { PictureFailed, type Picture } from "./picture.js";
import { closeLevels, halveAside } from "./picture-pyramid.js";

/**
 * A picture of another host, by an image element: the only way a page's policy leaves open for hosts that may show
 * pictures and nothing else. With CORS its pixels can be read. The browser turns it upright and hides how: canvases get
 * it turned even where `image-orientation: none` holds, so its coordinates are those of the picture as seen.
 */
export async function loadElement(address: string, signal: AbortSignal): Promise<Picture> {
  const violations = watchPolicy(address);
  try {
    const readable = await decoded(address, true);
    if (readable !== undefined) return await readPicture(readable, signal);
    const shown = await decoded(address, false);
    signal.throwIfAborted();
    if (shown === undefined) throw new PictureFailed({ kind: (await violations.seen()) ? "policy" : "unreachable" });
    return asShown(shown, false);
  } finally {
    violations.end();
  }
}

/** SVG and whatever else an image element shows though it is no bitmap; undefined for what it cannot show. */
export async function loadDrawing(blob: Blob): Promise<Picture | undefined> {
  const address = URL.createObjectURL(blob);
  try {
    const image = await decoded(address, true);
    return image && asShown(image, true);
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function decoded(address: string, cors: boolean): Promise<HTMLImageElement | undefined> {
  const image = new Image();
  if (cors) image.crossOrigin = "anonymous";
  image.decoding = "async";
  image.src = address;
  try {
    await image.decode();
    return image;
  } catch {
    return undefined;
  }
}

function asShown(image: HTMLImageElement, readable: boolean): Picture {
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  const levels = [{ ...size, tiles: [{ left: 0, top: 0, ...size, image }] }];
  return { size, orientation: 1, levels, readable, close: () => (image.src = "") };
}

/** The pixels as an element gives them, in smaller and smaller copies. */
async function readPicture(image: HTMLImageElement, signal: AbortSignal): Promise<Picture> {
  const levels = await halveAside(await createImageBitmap(image), signal);
  const close = (): void => {
    closeLevels(levels);
  };
  return { ...asShown(image, true), levels, close };
}

/** Whether the page's content policy forbade an address since. */
function watchPolicy(address: string): { seen(): Promise<boolean>; end(): void } {
  const { origin } = new URL(address, document.baseURI);
  let seen = false;
  const listen = (event: SecurityPolicyViolationEvent): void => {
    seen ||= event.effectiveDirective === "img-src" && event.blockedURI.startsWith(origin);
  };
  document.addEventListener("securitypolicyviolation", listen);
  return {
    // A violation is told in a task of its own, after the image has failed.
    seen: async () => {
      await new Promise((resolve) => setTimeout(resolve));
      return seen;
    },
    end: () => {
      document.removeEventListener("securitypolicyviolation", listen);
    },
  };
}
