/**
 * Decodes a picture and halves it until it is small. The first bitmap is the picture itself. Runs in a worker by its
 * source text, so it may use nothing from outside itself.
 */
export async function decodePyramid(source: Blob | ImageBitmap): Promise<ImageBitmap[]> {
  const smallest = 1024;
  let level = source instanceof Blob ? await createImageBitmap(source) : source;
  const levels = [level];
  while (Math.max(level.width, level.height) > smallest) {
    level = await createImageBitmap(level, {
      resizeWidth: Math.max(Math.ceil(level.width / 2), 1),
      resizeHeight: Math.max(Math.ceil(level.height / 2), 1),
      resizeQuality: "medium",
    });
    levels.push(level);
  }
  return levels;
}

type Reply = { readonly levels: ImageBitmap[] } | { readonly fault: string };

const workerSource = `onmessage = (event) => {
  const decode = ${decodePyramid.toString()};
  decode(event.data).then(
    (levels) => postMessage({ levels }, levels),
    (fault) => postMessage({ fault: String(fault) }),
  );
};`;

/** As `decodePyramid`, off the main thread where the page may start a worker. Rejects for what is no picture. */
export async function decodeAside(blob: Blob, signal: AbortSignal): Promise<ImageBitmap[]> {
  return aside(blob, signal);
}

/** As `decodePyramid` for a picture that is decoded already. */
export async function halveAside(bitmap: ImageBitmap, signal: AbortSignal): Promise<ImageBitmap[]> {
  return aside(bitmap, signal);
}

async function aside(source: Blob | ImageBitmap, signal: AbortSignal): Promise<ImageBitmap[]> {
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

async function askWorker(worker: Worker, source: Blob | ImageBitmap, signal: AbortSignal): Promise<ImageBitmap[]> {
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
