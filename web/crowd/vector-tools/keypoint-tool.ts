import type { Point } from "../drawing/point.js";
import { DrawingTool } from "./drawing-tool.js";

/** Sets single points. */
export class KeypointTool extends DrawingTool {
  /** Told after each point, so that a skeleton can go on to its next label. */
  onPlaced: () => void = () => undefined;

  place(point: Point): void {
    this.complete({ kind: "keypoint", point });
    this.onPlaced();
  }

  protected release(point: Point): void {
    this.place(point);
  }
}
