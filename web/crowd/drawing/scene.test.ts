import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleImage, sampleObject, somePoint, someScene } from "./drawing-samples.js";
import { record, redo, startHistory, undo } from "./history.js";
import { SceneIndex } from "./hit-test.js";
import { changingObjects, freeId, withoutObjects, type Scene } from "./scene.js";
import { boundsOf, holdsPoint } from "./shape-geometry.js";
import { snapped } from "./snapping.js";
import { thinned, thinningAt } from "./thinning.js";
import { reordered } from "./z-order.js";

describe("history", () => {
  it("gives back every state, in either direction, however many there were", () => {
    fc.assert(
      fc.property(fc.array(someScene, { minLength: 1, maxLength: 30 }), (scenes) => {
        const [first, ...others] = scenes;
        if (first === undefined) return;
        let history = startHistory(first);
        for (const scene of others) history = record(history, scene);
        const back = [history.present];
        while (back.length < scenes.length) back.push((history = undo(history)).present);
        expect(back.reverse()).toEqual(scenes);
        expect(undo(history)).toBe(history);
        for (const scene of others) expect((history = redo(history)).present).toBe(scene);
        expect(redo(history)).toBe(history);
      }),
    );
  });

  it("forgets what was undone once something else is done, and takes no step for no change", () => {
    const history = undo(record(startHistory("a"), "b"));
    expect(redo(record(history, "c")).present).toBe("c");
    expect(record(history, "a")).toBe(history);
  });
});

describe("finding objects by place", () => {
  it("finds the same as looking at every object does", () => {
    fc.assert(
      fc.property(someScene, somePoint, (scene, point) => {
        const found = SceneIndex.of(scene).under(point, 3);
        const inside = scene.objects.filter(({ shape }) => holdsPoint(shape, point));
        for (const object of inside) expect(found).toContain(object);
        for (const { shape } of found) {
          const { left, top, width, height } = boundsOf(shape);
          expect(point.x >= left - 3 && point.x <= left + width + 3).toBe(true);
          expect(point.y >= top - 3 && point.y <= top + height + 3).toBe(true);
        }
      }),
    );
  });

  it("means the small box in the large one, the outline under the pointer first, and never what is hidden", () => {
    const box = (left: number, size: number): Scene["objects"][number]["shape"] => ({
      kind: "box", box: { left, top: left, width: size, height: size },
    });
    const objects = [sampleObject("small", box(40, 10)), sampleObject("large", box(0, 100))];
    const names = (scene: Scene, x: number, y: number): string[] =>
      SceneIndex.of(scene).under({ x, y }, 2).map(({ id }) => id);
    const scene = { objects, relations: [] };
    expect(names(scene, 45, 45)).toEqual(["small", "large"]);
    expect(names(scene, 99, 50)).toEqual(["large"]);
    expect(names({ objects: objects.map((each) => ({ ...each, hidden: true })), relations: [] }, 45, 45)).toEqual([]);
  });
});

describe("snapping", () => {
  const box = { kind: "box" as const, box: { left: 100, top: 100, width: 50, height: 50 } };
  const index = SceneIndex.of({ objects: [sampleObject("1", box)], relations: [] });

  it("prefers a vertex to an edge and an edge to nothing", () => {
    expect(snapped({ x: 103, y: 98 }, index, 5, sampleImage)).toEqual({ point: { x: 100, y: 100 }, onto: "vertex" });
    expect(snapped({ x: 120, y: 98 }, index, 5, sampleImage)).toEqual({ point: { x: 120, y: 100 }, onto: "edge" });
    expect(snapped({ x: 120, y: 80 }, index, 5, sampleImage)).toBeUndefined();
    expect(snapped({ x: 103, y: 98 }, index, 5, sampleImage, ["1"])).toBeUndefined();
  });

  it("knows the border of the image", () => {
    expect(snapped({ x: 998, y: 400 }, index, 5, sampleImage)?.point).toEqual({ x: 1000, y: 400 });
  });
});

describe("order", () => {
  it("changes only who lies over whom", () => {
    const scene = { objects: ["1", "2", "3", "4"].map((id) => sampleObject(id, { kind: "keypoint", point: { x: 0, y: 0 } })), relations: [] };
    const ids = (result: Scene): string => result.objects.map(({ id }) => id).join("");
    expect(ids(reordered(scene, ["1", "3"], "front"))).toBe("2413");
    expect(ids(reordered(scene, ["3"], "back"))).toBe("3124");
    expect(ids(reordered(scene, ["1", "2"], "forward"))).toBe("3124");
    expect(ids(reordered(scene, ["3", "4"], "backward"))).toBe("1342");
    expect(reordered(scene, ["4"], "forward")).toBe(scene);
  });
});

describe("a scene", () => {
  const point = { kind: "keypoint" as const, point: { x: 0, y: 0 } };

  it("loses the relations of what it loses", () => {
    const scene = {
      objects: [sampleObject("1", point), sampleObject("2", point), sampleObject("3", point)],
      relations: [{ from: "1", to: "2", label: "" }, { from: "2", to: "3", label: "" }],
    };
    expect(withoutObjects(scene, ["1"]).relations).toEqual([{ from: "2", to: "3", label: "" }]);
  });

  it("stays itself when nothing changes, and gives ids nobody has", () => {
    const scene = { objects: [sampleObject("7", point), sampleObject("x", point)], relations: [] };
    expect(changingObjects(scene, ["7"], (object) => object)).toBe(scene);
    expect(freeId(scene)).toBe("8");
  });
});

describe("thinning", () => {
  it("keeps ends and never moves a line by more than asked", () => {
    fc.assert(
      fc.property(fc.array(somePoint, { minLength: 4, maxLength: 60 }), (points) => {
        const result = thinned(points, 5);
        expect([result[0], result.at(-1)]).toEqual([points[0], points.at(-1)]);
        for (const { x, y } of points)
          expect(result.some((kept) => Math.abs(kept.x - x) + Math.abs(kept.y - y) <= 5)).toBe(true);
      }),
    );
  });

  it("is finer the closer one looks", () => {
    expect(thinningAt(1)).toBeLessThanOrEqual(0.75);
    expect(thinningAt(0.1)).toBeGreaterThan(thinningAt(1));
  });
});
