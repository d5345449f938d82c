import { ClassificationTarget } from "../classification-target/classification-target.js";
import { CrowdAlert } from "../crowd-alert/crowd-alert.js";
import { CrowdBadge } from "../crowd-badge/crowd-badge.js";
import { CrowdButton } from "../crowd-button/crowd-button.js";
import { CrowdCard } from "../crowd-card/crowd-card.js";
import { CrowdCheckbox } from "../crowd-checkbox/crowd-checkbox.js";
import { CrowdClassifierMultiSelect } from "../crowd-classifier-multi-select/crowd-classifier-multi-select.js";
import { CrowdClassifier } from "../crowd-classifier/crowd-classifier.js";
import { CrowdFab } from "../crowd-fab/crowd-fab.js";
import { CrowdForm } from "../crowd-form/crowd-form.js";
import { CrowdIconButton } from "../crowd-icon-button/crowd-icon-button.js";
import { CrowdImageClassifierMultiSelect } from "../crowd-image-classifier-multi-select/crowd-image-classifier-multi-select.js";
import { CrowdImageClassifier } from "../crowd-image-classifier/crowd-image-classifier.js";
import { CrowdInput } from "../crowd-input/crowd-input.js";
import { CrowdInstructions } from "../crowd-instructions/crowd-instructions.js";
import { CrowdModal } from "../crowd-modal/crowd-modal.js";
import { CrowdRadioButton } from "../crowd-radio-button/crowd-radio-button.js";
import { CrowdRadioGroup } from "../crowd-radio-group/crowd-radio-group.js";
import { CrowdRekognitionDetectModerationLabels } from "../crowd-rekognition-detect-moderation-labels/crowd-rekognition-detect-moderation-labels.js";
import { CrowdSliderLabel } from "../crowd-slider-label/crowd-slider-label.js";
import { CrowdSlider } from "../crowd-slider/crowd-slider.js";
import { CrowdTab } from "../crowd-tabs/crowd-tab.js";
import { CrowdTabs } from "../crowd-tabs/crowd-tabs.js";
import { CrowdTextArea } from "../crowd-text-area/crowd-text-area.js";
import { CrowdToast } from "../crowd-toast/crowd-toast.js";
import { CrowdToggleButton } from "../crowd-toggle-button/crowd-toggle-button.js";
import { FullInstructions } from "../full-instructions/full-instructions.js";
import { ImageView, imageViewTag } from "../image-view/image-view.js";
import { IronIcon } from "../iron-icon/iron-icon.js";
import { ShortInstructions } from "../short-instructions/short-instructions.js";
import { WorkerComment } from "../worker-comment/worker-comment.js";
import { AnswerPreview, answerPreviewTag } from "../worker-page/answer-preview.js";
import { KeySheet, keySheetTag } from "../worker-page/key-sheet.js";

/** Every element of the bundle: a new one is a folder and a line here. Buttons come before what renders them. */
export const elements: Readonly<Record<string, CustomElementConstructor>> = {
  "iron-icon": IronIcon,
  "crowd-button": CrowdButton,
  "crowd-icon-button": CrowdIconButton,
  "crowd-fab": CrowdFab,
  "crowd-alert": CrowdAlert,
  "crowd-badge": CrowdBadge,
  "crowd-card": CrowdCard,
  "crowd-toast": CrowdToast,
  "crowd-modal": CrowdModal,
  "crowd-tab": CrowdTab,
  "crowd-tabs": CrowdTabs,
  "crowd-input": CrowdInput,
  "crowd-text-area": CrowdTextArea,
  "crowd-checkbox": CrowdCheckbox,
  "crowd-radio-button": CrowdRadioButton,
  "crowd-radio-group": CrowdRadioGroup,
  "crowd-toggle-button": CrowdToggleButton,
  "crowd-slider-label": CrowdSliderLabel,
  "crowd-slider": CrowdSlider,
  "classification-target": ClassificationTarget,
  "crowd-classifier": CrowdClassifier,
  "crowd-classifier-multi-select": CrowdClassifierMultiSelect,
  [imageViewTag]: ImageView,
  "worker-comment": WorkerComment,
  "crowd-image-classifier": CrowdImageClassifier,
  "crowd-image-classifier-multi-select": CrowdImageClassifierMultiSelect,
  "crowd-rekognition-detect-moderation-labels": CrowdRekognitionDetectModerationLabels,
  "crowd-instructions": CrowdInstructions,
  "short-instructions": ShortInstructions,
  "full-instructions": FullInstructions,
  "crowd-form": CrowdForm,
  [answerPreviewTag]: AnswerPreview,
  [keySheetTag]: KeySheet,
};
