/** What the console's API sends, as far as the pages read it. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;
export type Role = "reviewer" | "requester" | "admin";

export interface ConsoleSession {
  readonly worker: { readonly email: string; readonly language: string | null };
  readonly csrf_token: string;
  readonly role: Role;
  readonly account_id: string;
  readonly region: string;
}

export interface LabelCounters {
  readonly TotalLabeled: number;
  readonly HumanLabeled: number;
  readonly FailedNonRetryableError: number;
  readonly Unlabeled: number;
}

export interface JobSummary {
  readonly LabelingJobName: string;
  readonly LabelingJobStatus: string;
  readonly CreationTime: string;
  readonly LastModifiedTime: string;
  readonly LabelCounters: LabelCounters;
  readonly WorkteamArn: string;
  readonly FailureReason?: string;
}

export interface JobDescription extends JobSummary {
  readonly LabelAttributeName: string;
  readonly LabelingJobArn: string;
  readonly LabelingJobOutput: { readonly OutputDatasetS3Uri: string };
  readonly HumanTaskConfig: {
    readonly TaskTitle: string;
    readonly NumberOfHumanWorkersPerDataObject: number;
  };
  readonly LabelingJobAlgorithmsConfig?: object;
}

export interface WorkerOfJob {
  readonly worker_id: string;
  readonly email: string;
  readonly answers: number;
  readonly median_seconds: number;
}

export interface JobFacts {
  readonly task_type: string;
  readonly labels: readonly string[];
  readonly takes_gold: boolean;
  readonly objects: number;
  readonly kept: number;
  readonly skipped: number;
  readonly rejected: number;
  readonly labeled: number;
  readonly failed: number;
  readonly answers_by_hour: readonly { readonly hour: string; readonly answers: number }[];
  readonly workers: readonly WorkerOfJob[];
}

export interface DataObject {
  readonly number: number;
  readonly status: string;
  readonly line: JsonObject;
  readonly text: string | null;
  readonly url: string | null;
  readonly label: JsonObject | null;
  readonly failure: string | null;
  readonly labeled_at: string | null;
}

export interface Answer {
  readonly worker_id: string;
  readonly email: string;
  readonly content: JsonObject;
  readonly submitted_at: string;
  readonly seconds_spent: number;
  readonly late: boolean;
  /** Whether it was given before the object was sent back. */
  readonly earlier_round?: boolean;
  /** Whether its worker corrected it: a later one counts in its place. Of human loops alone. */
  readonly superseded?: boolean;
}

export interface LabelEdit {
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly comment: string;
}

export interface AnsweredObject extends DataObject {
  readonly answers: readonly Answer[];
  readonly label_url: string | null;
  /** Oldest first. */
  readonly edits: readonly LabelEdit[];
  /** The class that is right, if that was said. */
  readonly gold: string | null;
  /** Whether a page can show the label to put it right. */
  readonly drawable: boolean;
  /** Of the label. */
  readonly etag: string | null;
}

/** The worker page of an object with its label on it. */
export interface LabelPage {
  readonly address: string;
  /** Of the label it shows. */
  readonly etag: string;
}

export type ReviewStatus = "pending" | "accepted" | "fixed" | "sent-back";

/** One look at a label. */
export interface ReviewSummary {
  readonly ObjectNumber: number;
  readonly Status: ReviewStatus;
  readonly Reason: string;
  readonly RequestedAt: string;
  readonly Confidence?: number;
  readonly Reviewer?: string;
  readonly ReviewedAt?: string;
  readonly Comment?: string;
  /** The label that was sent back stands again: nobody answered in time. */
  readonly Unanswered?: boolean;
}

export interface ReviewPage {
  readonly ReviewSummaryList: readonly ReviewSummary[];
  readonly Counts: { readonly Pending: number; readonly Accepted: number; readonly Fixed: number; readonly SentBack: number };
  readonly NextToken?: string;
}

export interface QualityReport {
  readonly objects: number;
  readonly agreement: {
    readonly alpha: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly answers: number;
  } | null;
  readonly confusion: readonly { readonly label: string; readonly answered: readonly number[] }[];
  readonly workers: readonly {
    readonly worker_id: string;
    readonly agreed: number;
    readonly answers: number;
    readonly share: number;
  }[];
  readonly confidence: readonly number[];
  /** Square tables over the busiest workers: objects both answered, and how often they said the same. */
  readonly pairs: {
    readonly workers: readonly string[];
    readonly both: readonly (readonly number[])[];
    readonly same: readonly (readonly number[])[];
  } | null;
  readonly gold: GoldReport;
}

export interface Calibration {
  readonly labels: number;
  readonly counts: readonly number[];
  readonly confidence: readonly (number | null)[];
  readonly right: readonly (number | null)[];
  /** The expected calibration error. */
  readonly error: number;
  readonly brier: number;
}

export interface GoldReport {
  /** Gold objects of the job. */
  readonly gold: number;
  /** Labels of gold below which calibration says little. */
  readonly enough: number;
  readonly workers: readonly {
    readonly worker_id: string;
    readonly asked: number;
    readonly right: number;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly calibration: Calibration | null;
}

export interface TrailEntry {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly outcome: string;
}

export interface Workteam {
  readonly WorkteamName: string;
  readonly WorkteamArn: string;
  readonly Description: string;
  readonly CreateDate: string;
}

export interface PreviewPage {
  /** The manifest's line, from 1. */
  readonly line: number;
  readonly fault: string | null;
  /** Where the page can be looked at, for a while. */
  readonly address?: string;
}

export interface PreviewOfJob {
  /** About how many lines the manifest has. */
  readonly objects: number;
  readonly pages: readonly PreviewPage[];
}

export interface FlowDefinition {
  readonly FlowDefinitionName: string;
  readonly FlowDefinitionArn: string;
}

export interface LoopSummary {
  readonly id: number;
  readonly name: string;
  /** The flow definition's ARN. */
  readonly flow: string;
  readonly status: string;
  readonly wanted: number;
  readonly answered: number;
  readonly created_at: string;
  readonly ended_at: string | null;
  readonly failure: string | null;
}

export interface HumanLoop extends LoopSummary {
  readonly output: string;
  /** By how many workers now. */
  readonly held: number;
  readonly available_until: string;
  readonly input: Json;
  readonly answers: readonly Answer[];
}

export interface FunctionSummary {
  /** The ARN or name it is registered under. */
  readonly function: string;
  readonly home: string;
  readonly where: string | null;
  readonly timeout_seconds: number;
  readonly memory_mb: number | null;
  readonly updated_at: string;
  /** Of the last call that was kept. */
  readonly last_at: string | null;
  readonly last_outcome: string | null;
  /** Within a day. */
  readonly failures: number;
}

export interface FunctionCall {
  readonly id: number;
  readonly request_id: string;
  readonly started_at: string;
  readonly milliseconds: number;
  readonly outcome: string;
  readonly message: string;
  readonly log: string;
}

/** What one try of a function gave. */
export interface Tried {
  readonly outcome: string;
  readonly value: Json;
  readonly message: string;
  readonly log: string;
  readonly milliseconds: number;
}

/** What holds for a job that runs, beyond its request. */
export interface JobSettings {
  readonly PausedAt?: string;
  readonly Priority: number;
  readonly MaxConcurrentTaskCount: number;
  readonly WorkersPerObject: number;
  readonly MostWorkersPerObject: number;
  readonly WantedConfidence?: number;
  readonly StopEarlyAtConfidence?: number;
  readonly FewestWorkersPerObject?: number;
  readonly ReviewBelowConfidence?: number;
  readonly ReviewFraction?: number;
  readonly CorrectionSeconds?: number;
  readonly StopAfter?: number;
  /** Empty for everybody in the team. */
  readonly RequiredSkills: readonly RequiredSkill[];
  readonly AwardsSkill?: AwardedSkill;
}

export interface RequiredSkill {
  readonly SkillName: string;
  readonly MinimumScore: number;
}

/** What a job is a test of. */
export interface AwardedSkill {
  readonly SkillName: string;
  readonly MinimumGoldAnswers: number;
}

export interface MemberSkill {
  readonly name: string;
  readonly score: number;
  /** The labeling job that awarded it; null for one given by hand. */
  readonly job: string | null;
  readonly set_at: string;
}

export interface TeamMember {
  readonly id: string;
  readonly email: string;
  readonly disabled: boolean;
  readonly skills: readonly MemberSkill[];
}

export interface TeamMembers {
  /** How many there are, beyond those given here too. */
  readonly found: number;
  readonly members: readonly TeamMember[];
}
