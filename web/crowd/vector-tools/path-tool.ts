import { distance, type Point } from "../drawing/point.js";
import { fewestVertices } from "../drawing/shape-edits.js";
import type { StagePointer } from "../image-stage/stage-layer.js";
import { clickSlack, reachOf } from "./board-tool.js";
import { DrawingTool } from "./drawing-tool.js";
import { vectorWords } from "./vector-words.js";

/** A free line sets a point whenever it has gone this far, in screen pixels. */
const traceStep = 8;

/** Draws a polygon or a polyline: a click for each point, or a free line with the button held. */
export class PathTool extends DrawingTool {
  place(point: Point): void {
    const last = this.points.at(-1);
    const slack = clickSlack / 2 / this.surface.view.scale;
    if (last !== undefined && distance(last, point) <= slack) return;
    this.points = [...this.points, point];
    this.board.say(vectorWords().pointSet(this.points.length));
    this.surface.requestDraw();
  }

  override finish(): boolean {
    const kind = this.id === "polygon" ? "polygon" : "polyline";
    if (this.points.length < fewestVertices[kind]) return false;
    this.complete({ kind, vertices: this.points });
    return true;
  }

  protected override drag(pointer: StagePointer, from: StagePointer): void {
    if (this.points.length === 0) this.place(from.image);
    const step = traceStep / this.surface.view.scale;
    for (const passed of pointer.coalesced) {
      const last = this.points.at(-1);
      if (last === undefined || distance(last, passed) >= step) this.points = [...this.points, passed];
    }
  }

  protected release(point: Point, dragged: boolean, pointer: StagePointer): void {
    const [first] = this.points;
    const closes = this.id === "polygon" && this.points.length >= fewestVertices.polygon;
    const atStart = first !== undefined && distance(first, pointer.image) <= reachOf(pointer, this.surface) * 1.5;
    if (closes && atStart) this.finish();
    else if (!dragged) this.place(point);
  }
}
