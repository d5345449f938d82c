import type { Picture } from "./picture.js";

/** The stored pixels of a picture at full resolution; undefined when its server forbids reading them. */
export function readPixels({ size, levels, readable }: Picture): ImageData | undefined {
  const [level] = levels;
  if (level === undefined || !readable) return undefined;
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  for (const { image, left, top, width, height } of level.tiles) context?.drawImage(image, left, top, width, height);
  return context?.getImageData(0, 0, size.width, size.height);
}
