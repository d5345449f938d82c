import type { Workplace } from "../vector-tools/workplace.js";
import type { MaskLayer } from "./mask-layer.js";
import { MaskTool, maskToolPrefix } from "./mask-tool.js";

/** One label and one selection for the shapes and the mask of one picture: what one takes in hand the other follows. */
export class SharedHand {
  readonly #place: Workplace;
  readonly #mask: () => MaskLayer | undefined;
  #label = "";
  /** Whether something is being added to what is selected, of whichever kind it is. */
  adding = false;

  constructor(place: Workplace, mask: () => MaskLayer | undefined) {
    this.#place = place;
    this.#mask = mask;
  }

  /** The mask takes the board's label, and lets instances go once shapes are meant. */
  followBoard(): void {
    const { board, tool, selecting } = this.#place;
    const mask = this.#mask();
    if (mask === undefined) return;
    if (board.label !== this.#label) {
      this.#label = board.label;
      mask.takeLabel(board.label, tool === selecting && this.#place.isDrawnAs(board.label, "mask"));
      if (tool.id === `${maskToolPrefix}eraser`) this.#place.useTool(`${maskToolPrefix}brush`);
    }
    const drawing = !tool.keepsSelection && !(tool instanceof MaskTool);
    if (!this.adding && (drawing || board.selection.length > 0)) mask.select([]);
  }

  /** What was picked brings its label with it, which changes nothing by itself. */
  takeLabelOf(name: string | undefined): void {
    const { board, labels } = this.#place;
    if (name !== undefined && labels.some((label) => label.name === name)) board.label = name;
    this.#label = board.label;
  }
}
