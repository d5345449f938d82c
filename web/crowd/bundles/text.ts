import { CrowdEntityAnnotation } from "../crowd-entity-annotation/crowd-entity-annotation.js";
import { LabelPalette } from "../crowd-entity-annotation/label-palette.js";
import { SpanList } from "../crowd-entity-annotation/span-list.js";

/** Labelling of text. */
export const elements: Readonly<Record<string, CustomElementConstructor>> = {
  "truthloop-label-palette": LabelPalette,
  "truthloop-span-list": SpanList,
  "crowd-entity-annotation": CrowdEntityAnnotation,
};
