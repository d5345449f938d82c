import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../wire/contract.js";
import { categoriesOf, emptyDraft, estimateOf, labelsOf, outputOf, requestOf, type TaskTypeFacts } from "./job-draft.js";
import { manifestOf } from "./manifest-upload.js";
import { literal, pythonCall } from "./python-call.js";

const boxes: TaskTypeFacts = {
  name: "bounding-box",
  functions: { pre: "arn:pre", acs: "arn:acs" },
  fewest_labels: 1,
  ref_name: "forbidden",
  has_page: true,
  consolidations: ["aws", "majority-vote"],
};

test("a draft becomes the request that boto3 would send", () => {
  const draft = { ...emptyDraft, name: " coins ", manifest: "s3://data/in.manifest", team: "arn:team", categories: "s3://x/y" };
  const request = requestOf(draft, boxes, "123456789012");
  expect(request).toMatchObject({
    LabelingJobName: "coins",
    LabelAttributeName: "label",
    OutputConfig: { S3OutputPath: "s3://data/labels" },
    LabelCategoryConfigS3Uri: "s3://x/y",
    HumanTaskConfig: { PreHumanTaskLambdaArn: "arn:pre", TaskTitle: "coins", TaskTimeLimitInSeconds: 600 },
  });
  expect(requestOf(draft, { ...boxes, ref_name: "required" }, "1")["LabelAttributeName"]).toBe("label-ref");
});

test("a named consolidation is a tag, and one that the task type has not is left out", () => {
  const draft = { ...emptyDraft, consolidation: "majority-vote" };
  expect(requestOf(draft, boxes, "1")["Tags"]).toEqual([{ Key: "truthloop:consolidation", Value: "majority-vote" }]);
  expect(requestOf(draft, { ...boxes, consolidations: [] }, "1")).not.toHaveProperty("Tags");
  expect(requestOf(emptyDraft, boxes, "1")).not.toHaveProperty("Tags");
});

test("functions of the requester stand where the task type has none, and are left out when not named", () => {
  const own: TaskTypeFacts = { ...boxes, functions: null };
  const named = requestOf({ ...emptyDraft, preFunction: "arn:mine" }, own, "1")["HumanTaskConfig"] as JsonObject;
  expect(named["PreHumanTaskLambdaArn"]).toBe("arn:mine");
  expect(named).not.toHaveProperty("AnnotationConsolidationConfig");
});

test("labels are told apart by lines, and instructions cannot smuggle in markup", () => {
  expect(labelsOf(" coin \n\nbutton\ncoin")).toEqual(["coin", "button"]);
  const config = categoriesOf({ ...emptyDraft, labels: "a", instructions: "<b>now</b>" });
  expect(JSON.stringify(config)).toContain("&lt;b&gt;now");
});

test("no output folder is made up without a manifest", () => {
  expect(outputOf(emptyDraft)).toBe("");
});

test("two workers for each of 1,800 objects at ten seconds work ten hours", () => {
  expect(estimateOf(1800, 2, 10, 15)).toEqual({ answers: 3600, hours: 10, cost: 150 });
});

test("plain lines become texts, a manifest stays what it is", () => {
  expect(manifestOf('one "two"\r\n\nthree')).toBe('{"source":"one \\"two\\""}\n{"source":"three"}\n');
  expect(manifestOf('{"source-ref":"s3://a/b"}\n')).toBe('{"source-ref":"s3://a/b"}\n');
});

test("the call in Python names every member of the request", () => {
  expect(pythonCall({ LabelingJobName: "a", HumanTaskConfig: { UiConfig: {}, Keywords: ["x"], Free: true, None: null } })).toBe(
    `import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_labeling_job(
    LabelingJobName="a",
    HumanTaskConfig={
        "UiConfig": {},
        "Keywords": [
            "x",
        ],
        "Free": True,
        "None": None,
    },
)
`,
  );
});

test("any text is the same string in Python as in JSON", () => {
  fc.assert(fc.property(fc.string(), (text) => JSON.parse(literal(text)) === text));
});
