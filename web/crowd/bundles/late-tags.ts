/**
 * The elements too heavy for the first bundle, by the late bundle they come in: one file `bundles/<name>.ts` each. A
 * page fetches a late bundle when it holds, or a script inserts, one of its elements, so that a page of radio buttons
 * never pays for a drawing tool.
 */
export const lateTags: Readonly<Record<string, readonly string[]>> = {
  image: [
    "crowd-bounding-box",
    "crowd-image-annotation",
    "crowd-instance-segmentation",
    "crowd-keypoint",
    "crowd-line",
    "crowd-polygon",
    "crowd-polyline",
    "crowd-semantic-segmentation",
    "crowd-textract-analyze-document",
  ],
  text: ["crowd-entity-annotation"],
  ranking: ["crowd-question-answer-generation", "crowd-response-comparison", "crowd-text-ranking"],
  audio: ["crowd-audio-annotation"],
};

/** The late bundle a tag comes in; undefined for tags of the first bundle and of templates' own elements. */
export function bundleOfTag(tag: string): string | undefined {
  return Object.keys(lateTags).find((name) => lateTags[name]?.includes(tag));
}
