import type { TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import { looseJson } from "../attributes/converters.js";
import { CrowdClassifier } from "../crowd-classifier/crowd-classifier.js";
import { imageKeys, imageTarget } from "../image-view/image-target.js";

/** Picks one category for an image. Gives `{label}`, with `workerComment` when the worker wrote one. */
export class CrowdImageClassifier extends CrowdClassifier {
  @property() src = "";
  @property({ converter: looseJson }) overlay: unknown;

  override get keyHints(): readonly KeyHint[] {
    return [...super.keyHints, ...imageKeys(this.overlay)];
  }

  protected override renderTarget(): TemplateResult {
    return imageTarget(this.src, this.overlay);
  }
}
