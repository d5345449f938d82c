import type { StagePointer, StageTool } from "../image-stage/stage-layer.js";
import type { PaintingSession } from "../raster/painting-session.js";
import type { ToolName } from "../raster/segmentation-tools.js";
import type { ToolHand } from "../raster/tool-hand.js";
import type { BoardTool } from "../vector-tools/board-tool.js";

/** How the ids of mask tools begin: some are called as tools for shapes are. */
export const maskToolPrefix = "mask-";

/** A tool that paints, among tools that draw shapes. Keys move it through the hand, not through a crosshair. */
export class MaskTool implements BoardTool {
  readonly id: string;
  readonly draws = "mask";
  readonly keepsSelection = false;
  readonly unfinished = undefined;

  constructor(
    readonly name: ToolName,
    private readonly hand: ToolHand,
    private readonly session: () => PaintingSession | undefined,
  ) {
    this.id = `${maskToolPrefix}${name}`;
  }

  get cursor(): string {
    return this.take()?.cursor ?? "default";
  }

  /** The hand holding this tool, for the mask there is now; undefined before there is one. */
  take(): StageTool | undefined {
    if (this.hand.kind.name === this.name) this.hand.follow(this.session());
    else this.hand.take(this.name, this.session());
    return this.hand.tool;
  }

  down(pointer: StagePointer): boolean {
    return this.take()?.down(pointer) ?? false;
  }

  move(pointer: StagePointer): void {
    this.hand.tool?.move(pointer);
  }

  up(pointer: StagePointer): void {
    this.hand.tool?.up(pointer);
  }

  cancel(): void {
    this.hand.tool?.cancel();
  }

  hover(pointer: StagePointer | undefined): void {
    this.take()?.hover(pointer);
  }

  doubleClick(pointer: StagePointer): void {
    this.hand.tool?.doubleClick(pointer);
  }

  place(): void {
    // The hand's own cross sets points.
  }

  aim(): void {
    // The hand's own cross shows where.
  }

  finish(): boolean {
    return this.hand.finish();
  }

  stepBack(): boolean {
    return this.hand.stepBack();
  }

  letGo(): boolean {
    return this.hand.letGo();
  }
}
