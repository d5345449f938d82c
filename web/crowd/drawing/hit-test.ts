import Flatbush from "flatbush";
import type { Box, Point } from "./point.js";
import type { Scene, SceneObject } from "./scene.js";
import { areaOf, boundsOf, holdsPoint, nearestOnOutline } from "./shape-geometry.js";

/** Finds objects by place. Made once for a scene and kept with it, so that a pointer over thousands costs nothing. */
export class SceneIndex {
  readonly #objects: readonly SceneObject[];
  readonly #tree: Flatbush | undefined;

  private constructor(scene: Scene) {
    this.#objects = scene.objects;
    if (scene.objects.length === 0) return;
    this.#tree = new Flatbush(scene.objects.length);
    for (const { shape } of scene.objects) {
      const { left, top, width, height } = boundsOf(shape);
      this.#tree.add(left, top, left + width, top + height);
    }
    this.#tree.finish();
  }

  static #made = new WeakMap<Scene, SceneIndex>();

  static of(scene: Scene): SceneIndex {
    const index = SceneIndex.#made.get(scene) ?? new SceneIndex(scene);
    SceneIndex.#made.set(scene, index);
    return index;
  }

  /** The objects whose bounds meet a box, in the order they lie; hidden ones are left out. */
  within({ left, top, width, height }: Box): readonly SceneObject[] {
    const found = this.#tree?.search(left, top, left + width, top + height) ?? [];
    return found
      .sort((first, second) => first - second)
      .flatMap((at) => this.#objects[at] ?? [])
      .filter(({ hidden }) => !hidden);
  }

  /**
   * The objects under a point, the one a worker most likely means first: outlines within `reach` (image pixels), the
   * topmost first, then insides, the smallest first, because what lies in a large box would else never be reached.
   */
  under(point: Point, reach: number): readonly SceneObject[] {
    const onOutline = this.outlined(point, reach);
    const near = this.within({ left: point.x, top: point.y, width: 0, height: 0 });
    const inside = near.filter((object) => !onOutline.includes(object) && holdsPoint(object.shape, point));
    return [...onOutline, ...inside.sort((first, second) => areaOf(first.shape) - areaOf(second.shape))];
  }

  /** The objects whose outline is within `reach` (image pixels) of a point, the topmost first. */
  outlined(point: Point, reach: number): readonly SceneObject[] {
    const near = [...this.within({ left: point.x - reach, top: point.y - reach, width: 2 * reach, height: 2 * reach })];
    near.reverse();
    return near.filter(({ shape }) => (nearestOnOutline(shape, point)?.distance ?? Infinity) <= reach);
  }
}
