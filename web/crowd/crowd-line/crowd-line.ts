import { ListedControl } from "../vector-tools/listed-control.js";

/** Draws labelled straight lines. Gives `{lines: [{label, vertices: [{x, y}, {x, y}]}], inputImageProperties}`. */
export class CrowdLine extends ListedControl {
  constructor() {
    super("line");
  }
}
