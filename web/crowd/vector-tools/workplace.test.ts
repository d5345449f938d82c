import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { somePoint, someScene } from "../drawing/drawing-samples.js";
import type { Scene } from "../drawing/scene.js";
import { areaOf } from "../drawing/shape-geometry.js";
import { readLabels } from "../workbench/work-label.js";
import { cutSelected, duplicateSelected, mergeSelected, nudge, removeSelected, reorderSelected, resizeBy } from "./board-edits.js";
import { copySelected, pasteCopied } from "./drawing-clipboard.js";
import { sceneFromJson, sceneToJson } from "./scene-json.js";
import { click, drag, press, shapes, workplace } from "./workplace-hands.js";
import { offered, workplaceKeyHints } from "./workplace-keys.js";
import type { Workplace } from "./workplace.js";

describe("drawing", () => {
  it("makes a box by a drag in any direction, or by two clicks", () => {
    const place = workplace("box");
    drag(place, { x: 60, y: 70 }, { x: 10, y: 20 });
    click(place, { x: 100, y: 100 }, { x: 130, y: 150 });
    expect(shapes(place)).toEqual([
      { kind: "box", box: { left: 10, top: 20, width: 50, height: 50 } },
      { kind: "box", box: { left: 100, top: 100, width: 30, height: 50 } },
    ]);
  });

  it("closes a polygon at its first corner, and ends a polyline with Enter", () => {
    const place = workplace("polygon", "polyline");
    click(place, { x: 10, y: 10 }, { x: 90, y: 10 }, { x: 50, y: 80 }, { x: 12, y: 11 });
    place.useTool("polyline");
    click(place, { x: 200, y: 10 }, { x: 250, y: 60 });
    press(place, "Enter");
    expect(shapes(place)).toEqual([
      { kind: "polygon", vertices: [{ x: 10, y: 10 }, { x: 90, y: 10 }, { x: 50, y: 80 }] },
      { kind: "polyline", vertices: [{ x: 200, y: 10 }, { x: 250, y: 60 }] },
    ]);
  });

  it("needs no mouse: arrows move the crosshair, Enter sets points and ends on the last", () => {
    const place = workplace("polygon");
    press(place, "Enter", "ArrowRight", "ArrowRight", "Enter", "ArrowDown", "Enter", "Enter");
    expect(shapes(place)).toEqual([
      { kind: "polygon", vertices: [{ x: 500, y: 400 }, { x: 520, y: 400 }, { x: 520, y: 410 }] },
    ]);
  });

  it("takes points back one by one, and lets go of what is begun", () => {
    const place = workplace("polyline");
    click(place, { x: 1, y: 1 }, { x: 50, y: 1 }, { x: 99, y: 1 });
    press(place, "Backspace");
    expect(place.tool.unfinished?.points).toHaveLength(2);
    press(place, "Escape");
    expect(place.tool.unfinished).toBeUndefined();
    expect(shapes(place)).toEqual([]);
  });

  it("undoes the last point of an unfinished shape before anything that is finished", () => {
    const place = workplace("polyline");
    click(place, { x: 1, y: 1 }, { x: 50, y: 1 });
    press(place, "Enter");
    click(place, { x: 300, y: 300 });
    press(place, "Control+z");
    expect(place.tool.unfinished).toBeUndefined();
    expect(shapes(place)).toHaveLength(1);
    press(place, "Control+z");
    expect(shapes(place)).toEqual([]);
  });

  it("never leaves the image and gives whole pixels", () => {
    const place = workplace("line");
    drag(place, { x: -50, y: 10.4 }, { x: 5000, y: 20.6 });
    expect(shapes(place)).toEqual([{ kind: "line", vertices: [{ x: 0, y: 10 }, { x: 1000, y: 21 }] }]);
  });

  it("is undone step by step to the very beginning, and done again", () => {
    fc.assert(
      fc.property(fc.array(somePoint, { minLength: 1, maxLength: 20 }), (points) => {
        const place = workplace("keypoint");
        const states: Scene[] = [place.board.settled];
        for (const point of points) {
          place.tool.place(point);
          states.push(place.board.settled);
        }
        for (const state of states.slice(0, -1).reverse()) {
          place.board.undo();
          expect(place.board.settled).toBe(state);
        }
        for (const state of states.slice(1)) {
          place.board.redo();
          expect(place.board.settled).toBe(state);
        }
      }),
    );
  });
});

describe("editing", () => {
  function oneBox(): Workplace {
    const place = workplace("box", "polygon");
    drag(place, { x: 100, y: 100 }, { x: 200, y: 180 });
    place.useTool("select");
    return place;
  }

  it("moves what is dragged and resizes by a handle", () => {
    const place = oneBox();
    drag(place, { x: 150, y: 150 }, { x: 160, y: 140 });
    drag(place, { x: 210, y: 170 }, { x: 300, y: 300 });
    expect(shapes(place)).toEqual([{ kind: "box", box: { left: 110, top: 90, width: 190, height: 210 } }]);
  });

  it("by keys moves, resizes and pulls single handles", () => {
    const place = oneBox();
    press(place, ".", "ArrowLeft", "Shift+ArrowDown", "Control+ArrowRight");
    expect(shapes(place)).toEqual([{ kind: "box", box: { left: 99, top: 110, width: 101, height: 80 } }]);
    press(place, "n", "ArrowLeft", "ArrowUp");
    expect(shapes(place)).toEqual([{ kind: "box", box: { left: 98, top: 109, width: 102, height: 81 } }]);
  });

  it("deletes a box whose handle was just pulled, and not the handle", () => {
    const place = oneBox();
    press(place, ".");
    drag(place, { x: 200, y: 180 }, { x: 300, y: 300 });
    press(place, "Delete");
    expect(shapes(place)).toEqual([]);
  });

  it("leaves locked objects alone", () => {
    const place = oneBox();
    press(place, ".", "o", "ArrowLeft", "Delete");
    expect(place.board.settled.objects).toHaveLength(1);
    press(place, "o", "Delete");
    expect(place.board.settled.objects).toHaveLength(0);
  });

  it("gives selected objects the label a digit picks, and only those", () => {
    const place = oneBox();
    drag(place, { x: 500, y: 500 }, { x: 510, y: 510 });
    press(place, ".", "2");
    expect(place.board.settled.objects.map(({ label }) => label)).toEqual(["B"]);
    press(place, "Escape", "1");
    expect(place.board.settled.objects.map(({ label }) => label)).toEqual(["B"]);
    expect(place.board.label).toBe("A");
  });

  it("inserts and deletes vertices without changing the area", () => {
    const place = workplace("polygon");
    click(place, { x: 0, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 100 }, { x: 0, y: 100 });
    press(place, "Enter", "v", ".", "n", "i");
    const [object] = place.board.settled.objects;
    expect(object?.shape).toMatchObject({ vertices: [{ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 100 }, { x: 0, y: 100 }] });
    expect(object === undefined ? 0 : areaOf(object.shape)).toBe(10_000);
    press(place, "Delete");
    expect(place.board.settled.objects[0]?.shape).toMatchObject({ vertices: { length: 4 } });
  });

  it("merges what touches into one polygon, and cuts away what others cover", () => {
    const place = oneBox();
    place.useTool("box");
    drag(place, { x: 150, y: 100 }, { x: 260, y: 180 }, { altKey: true });
    press(place, "Control+a");
    mergeSelected(place.board);
    expect(place.board.settled.objects.map(({ shape }) => areaOf(shape))).toEqual([160 * 80]);
    press(place, "Control+z");
    place.board.select(["1"]);
    cutSelected(place.board);
    expect(place.board.settled.objects.map(({ shape }) => areaOf(shape))).toEqual([50 * 80, 110 * 80]);
  });

  it("every change can be undone to the same state", () => {
    const changes: ((place: Workplace) => void)[] = [
      ({ board }) => { nudge(board, 3, -2); },
      ({ board }) => { resizeBy(board, 5, 5); },
      ({ board }) => { duplicateSelected(board); },
      ({ board }) => { removeSelected(board); },
      ({ board }) => { reorderSelected(board, "front"); },
      ({ board }) => { mergeSelected(board); },
      ({ board }) => { cutSelected(board); },
      (place) => { place.toggle(place.board.selection, "hidden"); },
      (place) => { place.pickLabel("B"); },
    ];
    fc.assert(
      fc.property(someScene, fc.array(fc.tuple(fc.nat(changes.length - 1), fc.nat(11)), { maxLength: 15 }), (scene, steps) => {
        const place = workplace("box", "polygon");
        place.board.load(scene);
        const before = JSON.stringify(sceneToJson(scene));
        for (const [change, pick] of steps) {
          const id = place.board.settled.objects[pick]?.id;
          place.board.select(id === undefined ? [] : [id]);
          changes[change]?.(place);
        }
        while (place.board.undo());
        expect(JSON.stringify(sceneToJson(place.board.settled))).toBe(before);
      }),
      { numRuns: 60 },
    );
  });
});

describe("copy and paste", () => {
  it("carry shapes to another picture, under labels that it knows", () => {
    const first = workplace("box");
    drag(first, { x: 100, y: 100 }, { x: 200, y: 180 });
    press(first, ".", "2");
    copySelected(first);
    const second = workplace("box");
    second.labels = readLabels(["X"]);
    second.board.label = "X";
    pasteCopied(second);
    expect(second.board.settled.objects).toMatchObject([{ label: "X", shape: { box: { left: 100, top: 100, width: 100, height: 80 } } }]);
    pasteCopied(second);
    expect(second.board.settled.objects[1]?.shape).not.toEqual(second.board.settled.objects[0]?.shape);
  });

  it("bring nothing that an element cannot draw", () => {
    const first = workplace("keypoint");
    first.tool.place({ x: 3, y: 4 });
    press(first, "Control+a");
    copySelected(first);
    const second = workplace("box");
    pasteCopied(second);
    expect(second.board.settled.objects).toEqual([]);
  });
});

describe("a draft", () => {
  it("gives back the same scene", () => {
    fc.assert(
      fc.property(someScene, (scene) => {
        const json: unknown = JSON.parse(JSON.stringify(sceneToJson(scene)));
        const again = sceneFromJson(json);
        fc.pre(again.objects.length === scene.objects.length);
        expect(again).toEqual(scene);
      }),
    );
  });

  it("of any other form gives nothing", () => {
    for (const json of [null, 3, [], {}, { objects: [{ id: 1 }, { id: "1", label: "A", shape: { kind: "box" } }] }])
      expect(sceneFromJson(json).objects).toEqual([]);
  });
});

describe("keys", () => {
  it("are all told, none for what an element cannot do", () => {
    const keys = workplaceKeyHints(workplace("box")).map((hint) => hint.keys);
    expect(keys).toContain("Ctrl+Z");
    expect(keys).toContain("B");
    expect(keys).not.toContain("M");
    expect(offered(workplace("polygon"), "merge")).toBe(true);
  });
});
