import { imageStageElements } from "../image-stage/image-stage-elements.js";
import { workbenchElements } from "../workbench/workbench-elements.js";

/** The image tools. What they are put together from comes before them. */
export const elements: Readonly<Record<string, CustomElementConstructor>> = {
  ...imageStageElements,
  ...workbenchElements,
};
