import type { Scene, SceneObject } from "./scene.js";

export type ZMove = "front" | "forward" | "backward" | "back";

/** The scene with some objects laid higher or lower; they keep their order among themselves. */
export function reordered(scene: Scene, ids: readonly string[], move: ZMove): Scene {
  const moving = new Set(ids);
  const objects = orders[move](scene.objects, ({ id }) => moving.has(id));
  return objects.every((object, index) => object === scene.objects[index]) ? scene : { ...scene, objects };
}

type Order = (objects: readonly SceneObject[], moves: (object: SceneObject) => boolean) => readonly SceneObject[];

const orders: Readonly<Record<ZMove, Order>> = {
  front: (objects, moves) => [...objects.filter((each) => !moves(each)), ...objects.filter(moves)],
  back: (objects, moves) => [...objects.filter(moves), ...objects.filter((each) => !moves(each))],
  backward: swappedDown,
  forward: (objects, moves) => [...swappedDown([...objects].reverse(), moves)].reverse(),
};

/** Each moving object changes places with the one before it, unless that moves as well. */
function swappedDown(objects: readonly SceneObject[], moves: (object: SceneObject) => boolean): readonly SceneObject[] {
  const result = [...objects];
  for (let at = 1; at < result.length; at += 1) {
    const [lower, upper] = [result[at - 1], result[at]];
    if (lower === undefined || upper === undefined || !moves(upper) || moves(lower)) continue;
    result[at - 1] = upper;
    result[at] = lower;
  }
  return result;
}
