import "./index.js";
import { elements } from "../bundles/text.js";
import { defineElements } from "../bundles/define-elements.js";

defineElements(elements);

export { elements };
