import "./index.js";
import { elements } from "../bundles/audio.js";
import { defineElements } from "../bundles/define-elements.js";

defineElements(elements);

export { elements };
