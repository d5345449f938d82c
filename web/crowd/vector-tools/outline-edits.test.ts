import { describe, expect, it } from "vitest";
import { areaOf } from "../drawing/shape-geometry.js";
import { at, click, drag, press, shapes, workplace } from "./workplace-hands.js";

describe("an outline", () => {
  it("puts a vertex where the middle of an edge is dragged to, in one step, and nowhere when it is only clicked", () => {
    const place = workplace("polygon", "polyline");
    click(place, { x: 0, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 100 }, { x: 0, y: 100 });
    press(place, "Enter", "v", ".");
    click(place, { x: 0, y: 50 });
    expect(place.board.canRedo).toBe(false);
    drag(place, { x: 0, y: 50 }, { x: 30, y: 60 });
    const [closed] = shapes(place);
    expect(closed).toEqual({
      kind: "polygon",
      vertices: [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 100 }, { x: 0, y: 100 }, { x: 30, y: 60 }],
    });
    press(place, "Control+z");
    expect(shapes(place)).toMatchObject([{ vertices: { length: 4 } }]);
    place.useTool("polyline");
    click(place, { x: 300, y: 300 }, { x: 400, y: 300 });
    press(place, "Enter", "v", ".", ".");
    drag(place, { x: 350, y: 300 }, { x: 350, y: 340 });
    expect(shapes(place)[1]).toEqual({ kind: "polyline", vertices: [{ x: 300, y: 300 }, { x: 350, y: 340 }, { x: 400, y: 300 }] });
  });

  it("takes out the vertex that is clicked with Alt, but never the last that a shape needs", () => {
    const place = workplace("polygon");
    click(place, { x: 0, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 100 }, { x: 0, y: 100 });
    press(place, "Enter", "v", ".");
    for (const corner of [{ x: 100, y: 0 }, { x: 0, y: 100 }]) {
      place.tool.down(at(corner, { altKey: true }));
      place.tool.up(at(corner, { altKey: true }));
    }
    expect(shapes(place)).toEqual([{ kind: "polygon", vertices: [{ x: 0, y: 0 }, { x: 100, y: 100 }, { x: 0, y: 100 }] }]);
  });
});

describe("the knife", () => {
  it("parts a polygon along a line drawn across it, in one step, by mouse or by keys", () => {
    const place = workplace("polygon");
    click(place, { x: 400, y: 300 }, { x: 600, y: 300 }, { x: 600, y: 500 }, { x: 400, y: 500 });
    press(place, "Enter", "v", ".", "c");
    expect(place.board.selection).toEqual(["1"]);
    drag(place, { x: 450, y: 290 }, { x: 450, y: 510 });
    expect(place.board.settled.objects.map(({ shape }) => areaOf(shape)).sort((a, b) => a - b)).toEqual([10_000, 30_000]);
    expect(place.board.settled.objects.map(({ label }) => label)).toEqual(["A", "A"]);
    press(place, "Control+z");
    expect(place.board.settled.objects).toHaveLength(1);
    press(place, "Shift+ArrowLeft", "Shift+ArrowLeft", "Enter");
    press(place, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter");
    expect(place.board.settled.objects.map(({ shape }) => areaOf(shape))).toEqual([20_000, 20_000]);
  });

  it("parts only what is selected, and leaves alone what its line does not cross", () => {
    const place = workplace("polygon");
    for (const left of [100, 300]) {
      click(place, { x: left, y: 100 }, { x: left + 100, y: 100 }, { x: left + 50, y: 200 });
      press(place, "Enter");
    }
    place.board.select(["2"]);
    press(place, "c");
    drag(place, { x: 0, y: 150 }, { x: 900, y: 150 });
    expect(place.board.settled.objects.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    press(place, "Control+z", "Escape");
    drag(place, { x: 0, y: 10 }, { x: 900, y: 10 });
    expect(place.board.settled.objects).toHaveLength(2);
    drag(place, { x: 0, y: 150 }, { x: 900, y: 150 });
    expect(place.board.settled.objects).toHaveLength(4);
  });
});
