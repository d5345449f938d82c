import type { StagePointer, StageTool } from "../image-stage/stage-layer.js";
import type { Workplace } from "./workplace.js";

/** The stage's tool: whichever the worker has in hand. Any press of a pointer puts the keys' crosshair away. */
export class TrackedTool {
  readonly wrapped: StageTool;

  /** `pressed` is told of each press before the tool is. */
  constructor(place: Workplace, pressed: () => void) {
    this.wrapped = {
      get cursor() {
        return place.tool.cursor;
      },
      down(pointer: StagePointer) {
        place.leaveKeys();
        pressed();
        return place.tool.down(pointer);
      },
      move(pointer) {
        place.tool.move(pointer);
      },
      up(pointer) {
        place.tool.up(pointer);
      },
      cancel() {
        place.tool.cancel();
      },
      hover(pointer) {
        if (place.cursor === undefined) place.tool.hover(pointer);
      },
      doubleClick(pointer) {
        place.tool.doubleClick(pointer);
      },
    };
  }
}
