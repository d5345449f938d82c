/**
 * The elements for any page, without a Truthloop around it: importing this defines those of the first bundle. Image,
 * text, ranking and audio elements come with `@truthloop/crowd-elements/image`, `/text`, `/ranking` and `/audio`.
 */
import tokens from "../../shared/design/tokens.css?inline";
import { defineElements } from "../bundles/define-elements.js";
import { elements } from "../bundles/first.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(tokens);
document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
defineElements(elements);

export { AnswerControl } from "../control/answer-control.js";
export { AnswerEvent, CrowdForm } from "../crowd-form/crowd-form.js";
export { localization } from "../words/page-words.js";
export { elements };
