import { boxBetween, type Point } from "../drawing/point.js";
import type { Shape } from "../drawing/scene.js";
import { vectorWords } from "./vector-words.js";
import { DrawingTool } from "./drawing-tool.js";

/** Draws what two points make, a box or a line: by a drag between them, or by one click for each. */
export class TwoPointTool extends DrawingTool {
  #pressed = false;
  #pending: Point | undefined;

  place(point: Point): void {
    const [first] = this.points;
    if (first === undefined) {
      this.points = [point];
      this.board.say(vectorWords().pointSet(1));
    } else this.complete(this.#shapeOf(first, point));
    this.surface.requestDraw();
  }

  protected override press(point: Point): void {
    this.#pressed = this.points.length === 0;
    this.#pending = point;
  }

  protected override drag(): void {
    if (this.points.length === 0 && this.#pending !== undefined) this.points = [this.#pending];
  }

  protected release(point: Point): void {
    this.#pressed = false;
    this.place(point);
  }

  protected override abandonPress(): void {
    super.abandonPress();
    if (this.#pressed) this.points = [];
    this.#pressed = false;
  }

  #shapeOf(first: Point, second: Point): Shape {
    if (this.id === "line") return { kind: "line", vertices: [first, second] };
    return { kind: "box", box: boxBetween(first, second) };
  }
}
