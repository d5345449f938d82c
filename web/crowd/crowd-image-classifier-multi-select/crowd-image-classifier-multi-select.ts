import type { TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { KeyHint } from "../../shared/messages/worker-page-messages.js";
import { looseJson } from "../attributes/converters.js";
import { CrowdClassifierMultiSelect } from "../crowd-classifier-multi-select/crowd-classifier-multi-select.js";
import { imageKeys, imageTarget } from "../image-view/image-target.js";

/** Picks one or more categories for an image, or the exclusion category alone. Gives `{labels}`. */
export class CrowdImageClassifierMultiSelect extends CrowdClassifierMultiSelect {
  @property() src = "";
  @property({ converter: looseJson }) overlay: unknown;

  override get keyHints(): readonly KeyHint[] {
    return [...super.keyHints, ...imageKeys(this.overlay)];
  }

  protected override renderTarget(): TemplateResult {
    return imageTarget(this.src, this.overlay);
  }
}
