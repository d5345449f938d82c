import type { Point, Size } from "../drawing/point.js";

/** How an image lies in its view: pixels of the view for one of the image, and where its upper left corner is. */
export interface Zoom {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** No image is shown smaller than fitting its view, nor with one of its pixels wider than this. */
const widestPixel = 16;

/** The whole image in the middle of its view, never larger than it is. */
export function fitted(image: Size, view: Size): Zoom {
  const scale = fittingScale(image, view);
  return { scale, left: (view.width - image.width * scale) / 2, top: (view.height - image.height * scale) / 2 };
}

/** Nearer or further by a factor; what lies under a point of the view stays there as far as the edges allow. */
export function zoomedAt(zoom: Zoom, at: Point, factor: number, image: Size, view: Size): Zoom {
  const least = fittingScale(image, view);
  const scale = Math.min(Math.max(zoom.scale * factor, least), Math.max(widestPixel, least));
  const grown = scale / zoom.scale;
  return kept({ scale, left: at.x - (at.x - zoom.left) * grown, top: at.y - (at.y - zoom.top) * grown }, image, view);
}

/** Moved by so many pixels of the view, as far as the edges allow. */
export function panned(zoom: Zoom, by: Point, image: Size, view: Size): Zoom {
  return kept({ ...zoom, left: zoom.left + by.x, top: zoom.top + by.y }, image, view);
}

/** Whether there is more of the image than the view shows. */
export function isZoomedIn(zoom: Zoom, image: Size, view: Size): boolean {
  return zoom.scale > fittingScale(image, view) * 1.0001;
}

function fittingScale(image: Size, view: Size): number {
  return Math.min(view.width / image.width, view.height / image.height, 1);
}

/** An image larger than its view leaves no gap at its edges; a smaller one stays in the middle. */
function kept({ scale, left, top }: Zoom, image: Size, view: Size): Zoom {
  return {
    scale,
    left: within(left, view.width - image.width * scale),
    top: within(top, view.height - image.height * scale),
  };
}

function within(offset: number, room: number): number {
  return room >= 0 ? room / 2 : Math.min(Math.max(offset, room), 0);
}
