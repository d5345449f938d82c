import type { View } from "../drawing/view.js";
import type { MaskObject } from "./mask-document.js";
import type { InHand } from "./mask-kind.js";
import type { PaintDesk } from "./paint-desk.js";

/** What a session needs of the element around it. */
export interface SessionHost {
  readonly view: View;
  readonly isDisabled: boolean;
  /** Paints the layers again. */
  requestDraw(): void;
  /** Something other than pixels has changed. */
  requestUpdate(): void;
  /** The worker has done something that the answer shows. */
  edited(what: Edited): void;
  readonly analyse: PaintDesk["analyse"];
}

export interface Edited { readonly kind: "painted" | "erased" | "changed" | "undone" | "redone"; readonly object?: MaskObject }

export interface PaintSettings {
  /** In image pixels. */
  brushSize: number;
  segmentSize: number;
  tolerance: number;
  opacity: number;
  outline: boolean;
  overBackgroundOnly: boolean;
}

/** What belongs to a painting under way. */
export interface Pending {
  readonly inHand: InHand;
  readonly erases: boolean;
  /** The objects there were before it. */
  readonly before: readonly MaskObject[];
}
