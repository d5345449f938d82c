import type { Json } from "../../shared/messages/worker-page-messages.js";
import { labelMappings } from "../raster/mask-answer.js";
import type { MaskDocument } from "../raster/mask-document.js";
import { semanticKind } from "../raster/mask-kind.js";
import { SegmentationControl } from "../raster/segmentation-control.js";
import { inMaskColours } from "../raster/segmentation-panels.js";
import { readLabels, type WorkLabel } from "../workbench/work-label.js";

/** Gives every pixel of an image a label or none: `labeledImage`, `labelMappings`, `inputImageProperties`. */
export class CrowdSemanticSegmentation extends SegmentationControl {
  constructor() {
    super(semanticKind);
  }

  protected get workLabels(): readonly WorkLabel[] {
    // Labels that only the earlier job knew can be painted with too.
    const owned = this.maskObjects.filter((object) => object.owned).map(({ label }) => label);
    const names = new Set(this.readLabels.map(({ name }) => name));
    const added = readLabels([...names, ...owned]).slice(names.size);
    return inMaskColours([...this.readLabels, ...added], this.maskObjects);
  }

  protected objectsAnswer(document: MaskDocument): Readonly<Record<string, Json>> {
    const modified = this.initialValue === undefined ? {} : { initialValueModified: this.isModified };
    return { ...modified, labelMappings: labelMappings(document) };
  }
}
