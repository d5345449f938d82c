import { defineElements } from "./bundles/define-elements.js";
import { LateBundles } from "./bundles/late-bundles.js";
import { ClassificationTarget } from "./classification-target/classification-target.js";
import { CrowdButton } from "./crowd-button/crowd-button.js";
import { CrowdCheckbox } from "./crowd-checkbox/crowd-checkbox.js";
import { CrowdClassifier } from "./crowd-classifier/crowd-classifier.js";
import { CrowdClassifierMultiSelect } from "./crowd-classifier-multi-select/crowd-classifier-multi-select.js";
import { CrowdForm } from "./crowd-form/crowd-form.js";
import { CrowdInput } from "./crowd-input/crowd-input.js";
import { CrowdRadioButton } from "./crowd-radio-button/crowd-radio-button.js";
import { CrowdRadioGroup } from "./crowd-radio-group/crowd-radio-group.js";
import { CrowdSlider } from "./crowd-slider/crowd-slider.js";
import { CrowdTextArea } from "./crowd-text-area/crowd-text-area.js";
import { FullInstructions } from "./full-instructions/full-instructions.js";
import { ShortInstructions } from "./short-instructions/short-instructions.js";
import { AnswerPreview, answerPreviewTag } from "./worker-page/answer-preview.js";
import { KeySheet, keySheetTag } from "./worker-page/key-sheet.js";
import { startPage } from "./worker-page/page-start.js";

/** Every element of the bundle: a new one is a folder and a line here. Buttons come before what renders them. */
const elements: Readonly<Record<string, CustomElementConstructor>> = {
  "crowd-button": CrowdButton,
  "crowd-input": CrowdInput,
  "crowd-text-area": CrowdTextArea,
  "crowd-checkbox": CrowdCheckbox,
  "crowd-radio-button": CrowdRadioButton,
  "crowd-radio-group": CrowdRadioGroup,
  "crowd-slider": CrowdSlider,
  "classification-target": ClassificationTarget,
  "crowd-classifier": CrowdClassifier,
  "crowd-classifier-multi-select": CrowdClassifierMultiSelect,
  "short-instructions": ShortInstructions,
  "full-instructions": FullInstructions,
  "crowd-form": CrowdForm,
  [answerPreviewTag]: AnswerPreview,
  [keySheetTag]: KeySheet,
};

// A template may load the bundle twice, once by each of AWS's two addresses.
if (customElements.get("crowd-form") === undefined) {
  const address = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : document.baseURI;
  defineElements(elements);
  void startPage(document, new LateBundles(document, address));
}
