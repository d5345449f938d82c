import type { Box, Size } from "../drawing/point.js";
import type { Orientation } from "../drawing/view.js";

/** A picture in one size, whole or cut into tiles. */
export interface PictureLevel extends Size {
  readonly tiles: readonly PictureTile[];
}

/** A part of a level and where it lies in it. */
export interface PictureTile extends Box {
  readonly image: CanvasImageSource;
}

/** A picture ready to be painted. */
export interface Picture {
  readonly size: Size;
  readonly orientation: Orientation;
  /** The picture, then each level half as large as the one before. */
  readonly levels: readonly PictureLevel[];
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
