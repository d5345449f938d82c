import { sampleImage } from "../drawing/drawing-samples.js";
import type { Point } from "../drawing/point.js";
import type { ShapeKind } from "../drawing/scene.js";
import { uprightView } from "../drawing/view.js";
import type { StagePointer } from "../image-stage/stage-layer.js";
import { readLabels } from "../workbench/work-label.js";
import { runKey } from "./workplace-keys.js";
import { Workplace } from "./workplace.js";

/** A worker's hands on a workplace without a screen, for tests: one image pixel is one of the screen. */
export function workplace(...kinds: ShapeKind[]): Workplace {
  const place = new Workplace(
    { view: uprightView(1), middle: { x: 500, y: 400 }, requestDraw: () => undefined, reveal: () => undefined },
    kinds,
  );
  place.board.image = sampleImage;
  place.labels = readLabels(["A", "B"]);
  place.board.label = "A";
  place.board.snaps = false;
  return place;
}

export function at(point: Point, more: Partial<StagePointer> = {}): StagePointer {
  return {
    image: point, screen: point, button: 0, shiftKey: false, ctrlKey: false, altKey: false, pressure: 0.5,
    pointerType: "mouse", coalesced: [point], ...more,
  };
}

export function drag({ tool }: Workplace, from: Point, to: Point, more: Partial<StagePointer> = {}): void {
  tool.down(at(from, more));
  tool.move(at(to, more));
  tool.up(at(to, more));
}

export function click(place: Workplace, ...points: Point[]): void {
  for (const point of points) {
    place.tool.down(at(point));
    place.tool.up(at(point));
  }
}

export function press(place: Workplace, ...keys: string[]): void {
  for (const key of keys) {
    const parts = key.split("+");
    const init = { ctrlKey: parts.includes("Control"), shiftKey: parts.includes("Shift"), altKey: parts.includes("Alt") };
    runKey(place, new KeyboardEvent("keydown", { key: parts.at(-1) ?? "", ...init }), true);
  }
}

export function shapes({ board }: Workplace): readonly unknown[] {
  return board.settled.objects.map(({ shape }) => shape);
}
