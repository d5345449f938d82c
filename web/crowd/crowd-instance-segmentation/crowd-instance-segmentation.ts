import type { Json } from "../../shared/messages/worker-page-messages.js";
import { colourText } from "../raster/colours.js";
import { instanceKind } from "../raster/mask-kind.js";
import type { PaintingSession } from "../raster/painting-session.js";
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

  protected objectsAnswer({ document }: PaintingSession): Readonly<Record<string, Json>> {
    const painted = document.objects.filter(({ value, owned }) => owned && document.pixelsOf(value) > 0);
    return { instances: painted.map(({ label, colour }) => ({ color: colourText(colour), label })) };
  }
}
