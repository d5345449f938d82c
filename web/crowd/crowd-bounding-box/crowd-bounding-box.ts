import { ListedControl } from "../vector-tools/listed-control.js";

/** Draws labelled boxes. Gives `{boundingBoxes: [{height, label, left, top, width}], inputImageProperties}`. */
export class CrowdBoundingBox extends ListedControl {
  constructor() {
    super("box");
  }
}
