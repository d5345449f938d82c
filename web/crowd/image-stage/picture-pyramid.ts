import type { PictureLevel, PictureTile } from "./picture.js";

/** A level whose tiles a worker can hand over. */
interface DecodedLevel extends PictureLevel {
  readonly tiles: readonly (PictureTile & { readonly image: ImageBitmap })[];
}

/**
 * Decodes a picture and halves it until it is small; the first level is the picture itself. Levels too large for one
 * texture are cut, so that what is not on the screen costs no painting. Runs in a worker by its source text, so it may
 * use nothing from outside itself.
 */
export async function decodePyramid(source: Blob | ImageBitmap): Promise<DecodedLevel[]> {
  const smallest = 1024;
  const largestUncut = 4096;
  const side = 2048;
  // Neighbours share a seam, so that smoothing leaves no line between them.
  const seam = 2;
  const cut = async (whole: ImageBitmap): Promise<DecodedLevel> => {
    const { width, height } = whole;
    if (Math.max(width, height) <= largestUncut) return { width, height, tiles: [{ left: 0, top: 0, width, height, image: whole }] };
    const tiles: (PictureTile & { readonly image: ImageBitmap })[] = [];
    for (let top = 0; top < height; top += side) {
      for (let left = 0; left < width; left += side) {
        const size = { width: Math.min(side + seam, width - left), height: Math.min(side + seam, height - top) };
        const image = await createImageBitmap(whole, left, top, size.width, size.height);
        tiles.push({ left, top, ...size, image });
      }
    }
    whole.close();
    return { width, height, tiles };
  };
  let whole = source instanceof Blob ? await createImageBitmap(source) : source;
  const levels: DecodedLevel[] = [];
  while (Math.max(whole.width, whole.height) > smallest) {
    const half = await createImageBitmap(whole, {
      resizeWidth: Math.max(Math.ceil(whole.width / 2), 1),
      resizeHeight: Math.max(Math.ceil(whole.height / 2), 1),
      resizeQuality: "medium",
    });
    levels.push(await cut(whole));
    whole = half;
  }
  return [...levels, await cut(whole)];
}

/** Gives the memory of levels back. */
export function closeLevels(levels: readonly DecodedLevel[]): void {
  for (const { tiles } of levels) for (const { image } of tiles) image.close();
}

type Reply = { readonly levels: DecodedLevel[] } | { readonly fault: string };

const workerSource = `onmessage = (event) => {
  const decode = ${decodePyramid.toString()};
  decode(event.data).then(
    (levels) => postMessage({ levels }, levels.flatMap(({ tiles }) => tiles.map(({ image }) => image))),
    (fault) => postMessage({ fault: String(fault) }),
  );
};`;

/** As `decodePyramid`, off the main thread where the page may start a worker. Rejects for what is no picture. */
export async function decodeAside(blob: Blob, signal: AbortSignal): Promise<DecodedLevel[]> {
  return aside(blob, signal);
}

/** As `decodePyramid` for a picture that is decoded already. */
export async function halveAside(bitmap: ImageBitmap, signal: AbortSignal): Promise<DecodedLevel[]> {
  return aside(bitmap, signal);
}

async function aside(source: Blob | ImageBitmap, signal: AbortSignal): Promise<DecodedLevel[]> {
  const worker = startWorker();
  if (worker === undefined) return decodePyramid(source);
  try {
    return await askWorker(worker, source, signal);
  } finally {
    worker.terminate();
  }
}

function startWorker(): Worker | undefined {
  const address = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  try {
    return new Worker(address);
  } catch {
    return undefined;
  } finally {
    // The browser has the address by now, though not yet the text.
    setTimeout(() => {
      URL.revokeObjectURL(address);
    }, 10_000);
  }
}

async function askWorker(worker: Worker, source: Blob | ImageBitmap, signal: AbortSignal): Promise<DecodedLevel[]> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if ("levels" in data) resolve(data.levels);
      else reject(new Error(data.fault));
    };
    // A content policy without blob: workers says so here, not in the constructor.
    worker.onerror = () => {
      decodePyramid(source).then(resolve, reject);
    };
    signal.addEventListener("abort", () => {
      reject(new Error("given up"));
    });
    worker.postMessage(source);
  });
}
