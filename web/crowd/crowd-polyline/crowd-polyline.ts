import { ListedControl } from "../vector-tools/listed-control.js";

/** Draws labelled open lines. Gives `{polylines: [{label, vertices: [{x, y}]}], inputImageProperties}`. */
export class CrowdPolyline extends ListedControl {
  constructor() {
    super("polyline");
  }
}
