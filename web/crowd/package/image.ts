import "./index.js";
import { elements } from "../bundles/image.js";
import { defineElements } from "../bundles/define-elements.js";

defineElements(elements);

export { elements };
