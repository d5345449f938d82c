import { digitFor } from "../crowd-classifier/digit-keys.js";
import type { Scene, SceneObject } from "../drawing/scene.js";
import type { ObjectAttribute } from "./object-attribute.js";

/** A question about one object that a digit answers. */
export interface Asked {
  readonly id: string;
  readonly name: string;
  readonly choices: readonly string[];
}

type Questions = (label: string) => readonly ObjectAttribute[];

/** What is asked about an object: its first question without an answer, else its first; undefined without choices. */
export function askedOf(object: SceneObject | undefined, questions: Questions): Asked | undefined {
  if (object === undefined || object.locked || object.hidden) return undefined;
  const all = questions(object.label).filter(({ choices }) => choices.length > 0);
  const question = all.find(({ name }) => object.attributes[name] === undefined) ?? all[0];
  return question && { id: object.id, name: question.name, choices: question.choices };
}

/** Whether a question of choices about an object is still open. */
function isOpen(object: SceneObject, questions: Questions): boolean {
  const asked = askedOf(object, questions);
  return asked !== undefined && object.attributes[asked.name] === undefined;
}

/** The next object, in the order they lie and round again, with an open question; the given one itself counts first. */
export function nextOpen(scene: Scene, questions: Questions, from: string | undefined): SceneObject | undefined {
  const at = Math.max(0, scene.objects.findIndex(({ id }) => id === from));
  return [...scene.objects.slice(at), ...scene.objects.slice(0, at)].find((object) => isOpen(object, questions));
}

/** The choice that a digit stands for. */
export function choiceOf({ choices }: Asked, digit: string): string | undefined {
  return choices.find((_, index) => digitFor(index) === digit);
}
