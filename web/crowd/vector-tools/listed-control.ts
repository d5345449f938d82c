import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Scene, SceneObject, ShapeKind } from "../drawing/scene.js";
import { awsObject, listNames, objectFromAws, type ReadScene } from "./aws-shapes.js";
import { isRecord, listOf } from "./scene-json.js";
import { VectorControl } from "./vector-control.js";

/** An element of AWS's that draws shapes of one kind and answers with one list of them. */
export abstract class ListedControl extends VectorControl {
  readonly #kind: ShapeKind;

  constructor(kind: ShapeKind) {
    super([kind]);
    this.#kind = kind;
  }

  /** AWS gives some elements a bare list and others one under its name: both are read everywhere. */
  protected read(given: unknown): ReadScene {
    const entries = listOf(isRecord(given) ? given[listNames[this.#kind]] : given);
    const known = new Set(this.labelList.map(({ name }) => name));
    const objects = entries
      .map((entry, at) => objectFromAws(entry, this.#kind, String(at + 1)))
      .filter((object): object is SceneObject => object !== undefined && known.has(object.label));
    return { scene: { objects, relations: [] }, dropped: entries.length - objects.length };
  }

  protected write(scene: Scene): Readonly<Record<string, Json>> {
    return { [listNames[this.#kind]]: scene.objects.map((object) => this.writeObject(object)) };
  }

  protected writeObject(object: SceneObject): Json {
    return awsObject(object);
  }
}
