import { LabelChips } from "./label-chips.js";
import { ObjectList } from "./object-list.js";
import { ToolBar } from "./tool-bar.js";
import { WorkbenchFrame } from "./workbench-frame.js";

/** The parts every image tool is put together from; a late bundle lists them before the tools. */
export const workbenchElements: Readonly<Record<string, CustomElementConstructor>> = {
  "truthloop-workbench": WorkbenchFrame,
  "truthloop-tool-bar": ToolBar,
  "truthloop-label-chips": LabelChips,
  "truthloop-object-list": ObjectList,
};
