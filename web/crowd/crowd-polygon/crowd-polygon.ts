import { ListedControl } from "../vector-tools/listed-control.js";

/** Draws labelled polygons. Gives `{polygons: [{label, vertices: [{x, y}]}], inputImageProperties}`. */
export class CrowdPolygon extends ListedControl {
  constructor() {
    super("polygon");
  }
}
