import { CrowdBoundingBox } from "../crowd-bounding-box/crowd-bounding-box.js";
import { AttributePanel } from "../crowd-image-annotation/attribute-panel.js";
import { CrowdImageAnnotation } from "../crowd-image-annotation/crowd-image-annotation.js";
import { CrowdInstanceSegmentation } from "../crowd-instance-segmentation/crowd-instance-segmentation.js";
import { CrowdKeypoint } from "../crowd-keypoint/crowd-keypoint.js";
import { CrowdLine } from "../crowd-line/crowd-line.js";
import { CrowdPolygon } from "../crowd-polygon/crowd-polygon.js";
import { CrowdPolyline } from "../crowd-polyline/crowd-polyline.js";
import { CrowdSemanticSegmentation } from "../crowd-semantic-segmentation/crowd-semantic-segmentation.js";
import { CrowdTextractAnalyzeDocument } from "../crowd-textract-analyze-document/crowd-textract-analyze-document.js";
import { imageStageElements } from "../image-stage/image-stage-elements.js";
import { workbenchElements } from "../workbench/workbench-elements.js";

/** The image tools. What they are put together from comes before them. */
export const elements: Readonly<Record<string, CustomElementConstructor>> = {
  ...imageStageElements,
  ...workbenchElements,
  "crowd-bounding-box": CrowdBoundingBox,
  "crowd-polygon": CrowdPolygon,
  "crowd-polyline": CrowdPolyline,
  "crowd-line": CrowdLine,
  "crowd-keypoint": CrowdKeypoint,
  "truthloop-object-attributes": AttributePanel,
  "crowd-image-annotation": CrowdImageAnnotation,
  "crowd-textract-analyze-document": CrowdTextractAnalyzeDocument,
  "crowd-semantic-segmentation": CrowdSemanticSegmentation,
  "crowd-instance-segmentation": CrowdInstanceSegmentation,
};
