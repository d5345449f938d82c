import { ImageStage, imageStageTag } from "../image-stage/image-stage.js";
import { workbenchElements } from "../workbench/workbench-elements.js";

/** The image tools. What they are put together from comes before them. */
export const elements: Readonly<Record<string, CustomElementConstructor>> = {
  [imageStageTag]: ImageStage,
  ...workbenchElements,
};
