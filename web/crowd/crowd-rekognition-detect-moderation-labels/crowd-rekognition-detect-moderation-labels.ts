import type { TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Json, KeyHint } from "../../shared/messages/worker-page-messages.js";
import { asJson } from "../answer/answer-parts.js";
import type { Problem } from "../control/answer-control.js";
import { categoryName } from "../crowd-classifier/category-list.js";
import { CrowdClassifierMultiSelect } from "../crowd-classifier-multi-select/crowd-classifier-multi-select.js";
import { imageKeys, imageTarget } from "../image-view/image-target.js";

/** The name A2I files answers to Rekognition's moderation labels under, whatever the element's own. */
const answerKey = "AWS/Rekognition/DetectModerationLabels/Image/V3";

/**
 * Reviews moderation labels of an image. Gives the categories picked, whole as they were given: strings, or objects
 * with a `name`. With an exclusion category the worker must pick or rule out; that gives an empty list.
 */
export class CrowdRekognitionDetectModerationLabels extends CrowdClassifierMultiSelect {
  @property() src = "";

  override get answerName(): string {
    return answerKey;
  }

  override get value(): Json {
    return { moderationLabels: this.#pickedCategories };
  }

  override set value(value: unknown) {
    super.value = value;
  }

  override get answer(): Json {
    return this.value;
  }

  protected override findProblem(): Problem | undefined {
    return this.exclusionName === "" ? undefined : super.findProblem();
  }

  override get keyHints(): readonly KeyHint[] {
    return [...super.keyHints, ...imageKeys(undefined)];
  }

  protected override renderTarget(): TemplateResult {
    return imageTarget(this.src, undefined);
  }

  get #pickedCategories(): Json[] {
    const given: readonly unknown[] = Array.isArray(this.categories) ? this.categories : [];
    const names = this.picked.filter((name) => name !== this.exclusionName);
    return names.flatMap((name) => asJson(given.find((category) => categoryName(category) === name)) ?? []);
  }
}
