import type { Json } from "../../shared/messages/worker-page-messages.js";
import { instances } from "../raster/mask-answer.js";
import type { MaskDocument } from "../raster/mask-document.js";
import { instanceKind } from "../raster/mask-kind.js";
import { SegmentationControl } from "../raster/segmentation-control.js";
import type { WorkLabel } from "../workbench/work-label.js";

/** Marks each single object of an image by a colour of its own: `labeledImage`, `instances`, `inputImageProperties`. */
export class CrowdInstanceSegmentation extends SegmentationControl {
  constructor() {
    super(instanceKind);
  }

  protected get workLabels(): readonly WorkLabel[] {
    // Colours tell instances apart here, not labels.
    return this.readLabels.map((label) => ({ ...label, color: "var(--tl-text-quiet)" }));
  }

  protected objectsAnswer(document: MaskDocument): Readonly<Record<string, Json>> {
    return { instances: instances(document) };
  }
}
