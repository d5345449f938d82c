import { ImageStage } from "./image-stage.js";
import { StageMinimap } from "./stage-minimap.js";
import { ViewBar } from "./view-bar.js";

/** The stage and what it is put together from, the parts first. */
export const imageStageElements: Readonly<Record<string, CustomElementConstructor>> = {
  "truthloop-view-bar": ViewBar,
  "truthloop-stage-minimap": StageMinimap,
  "truthloop-image-stage": ImageStage,
};
