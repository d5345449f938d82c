/** What the form for a new job holds, and the CreateLabelingJob request it stands for. */
import type { JsonObject } from "../wire/contract.js";

export interface TaskTypeFacts {
  readonly name: string;
  /** The ARNs of the task type's functions; null where the requester brings them. */
  readonly functions: { readonly pre: string; readonly acs: string } | null;
  readonly fewest_labels: number;
  readonly ref_name: "required" | "forbidden" | "free";
  readonly has_page: boolean;
  /** The named ways of making one label of many answers, AWS's first. */
  readonly consolidations: readonly string[];
}

export interface JobDraft {
  readonly name: string;
  readonly manifest: string;
  readonly output: string;
  readonly attribute: string;
  readonly labels: string;
  /** Where the labels were put as a label category configuration; empty before. */
  readonly categories: string;
  readonly template: string;
  readonly preFunction: string;
  readonly postFunction: string;
  /** A named consolidation; empty for AWS's. */
  readonly consolidation: string;
  readonly title: string;
  readonly instructions: string;
  readonly team: string;
  readonly workers: number;
  readonly minutes: number;
}

export const emptyDraft: JobDraft = {
  name: "",
  manifest: "",
  output: "",
  attribute: "",
  labels: "",
  categories: "",
  template: "",
  preFunction: "",
  postFunction: "",
  consolidation: "",
  title: "",
  instructions: "",
  team: "",
  workers: 3,
  minutes: 10,
};

/** One label a line, without doubles. */
export function labelsOf(text: string): readonly string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()).filter((line) => line !== ""))];
}

/** The label category configuration as Ground Truth reads it; the lead becomes what workers are told. */
export function categoriesOf(draft: JobDraft): JsonObject {
  const labels = labelsOf(draft.labels).map((label) => ({ label }));
  const told = draft.instructions.trim();
  const paragraph = told === "" ? "" : `<p>${escaped(told).replaceAll("\n", "<br>")}</p>`;
  const instructions = paragraph === "" ? {} : { instructions: { shortInstruction: paragraph, fullInstruction: paragraph } };
  return { "document-version": "2018-11-28", labels, ...instructions };
}

/** The folder a job writes to when none is named: beside its manifest's bucket. */
export function outputOf(draft: JobDraft): string {
  if (draft.output.trim() !== "") return draft.output.trim();
  const bucket = /^s3:\/\/([^/]+)/.exec(draft.manifest.trim())?.[1];
  return bucket === undefined ? "" : `s3://${bucket}/labels`;
}

export function attributeOf(draft: JobDraft, type: TaskTypeFacts): string {
  if (draft.attribute.trim() !== "") return draft.attribute.trim();
  return type.ref_name === "required" ? "label-ref" : "label";
}

/** The tag by which a job names its consolidation: AWS's request has no member for it. */
const consolidationTag = "truthloop:consolidation";

/** The request, exactly as boto3 would send it. */
export function requestOf(draft: JobDraft, type: TaskTypeFacts, account: string): JsonObject {
  const pre = type.functions?.pre ?? draft.preFunction.trim();
  const post = type.functions?.acs ?? draft.postFunction.trim();
  const title = draft.title.trim() === "" ? draft.name.trim() : draft.title.trim();
  return {
    LabelingJobName: draft.name.trim(),
    LabelAttributeName: attributeOf(draft, type),
    RoleArn: `arn:aws:iam::${account}:role/labeling`,
    InputConfig: { DataSource: { S3DataSource: { ManifestS3Uri: draft.manifest.trim() } } },
    OutputConfig: { S3OutputPath: outputOf(draft) },
    ...(draft.categories === "" ? {} : { LabelCategoryConfigS3Uri: draft.categories }),
    ...(type.consolidations.includes(draft.consolidation) ? { Tags: [{ Key: consolidationTag, Value: draft.consolidation }] } : {}),
    HumanTaskConfig: {
      WorkteamArn: draft.team,
      UiConfig: draft.template.trim() === "" ? {} : { UiTemplateS3Uri: draft.template.trim() },
      ...(pre === "" ? {} : { PreHumanTaskLambdaArn: pre }),
      TaskTitle: title,
      TaskDescription: draft.instructions.trim() === "" ? title : draft.instructions.trim().slice(0, 255),
      NumberOfHumanWorkersPerDataObject: draft.workers,
      TaskTimeLimitInSeconds: draft.minutes * 60,
      ...(post === "" ? {} : { AnnotationConsolidationConfig: { AnnotationConsolidationLambdaArn: post } }),
    },
  };
}

export interface Estimate {
  readonly answers: number;
  readonly hours: number;
  readonly cost: number;
}

export function estimateOf(objects: number, workers: number, seconds: number, hourly: number): Estimate {
  const answers = objects * workers;
  const hours = (answers * seconds) / 3600;
  return { answers, hours, cost: hours * hourly };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
