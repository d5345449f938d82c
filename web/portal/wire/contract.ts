/** What the server's portal API says and takes, as plain data. Times are ISO 8601 in UTC with milliseconds. */

import type { Json } from "../../shared/messages/worker-page-messages.js";

export type { Json };
export type JsonObject = Readonly<Record<string, Json>>;

export type LanguageCode = "en" | "ko" | "pt-BR";

export interface Worker {
  readonly id: string;
  readonly email: string;
  /** What the worker chose; null means "as the browser asks". */
  readonly language: LanguageCode | null;
  readonly must_change_password: boolean;
}

export interface Session {
  readonly worker: Worker;
  /** Goes into the X-CSRF-Token header of every call that changes something. */
  readonly csrf_token: string;
  readonly expires_at: string;
  readonly server_time: string;
}

export interface PausedAssignment {
  readonly assignment_id: string;
  readonly paused_at: string;
  readonly remaining_seconds: number;
}

export interface OpenAssignment {
  readonly assignment_id: string;
  readonly status: string;
  readonly deadline: string;
}

export interface NeededSkill {
  readonly skill: string;
  readonly minimum: number;
  /** This worker's score; null when it is not known. */
  readonly score: number | null;
}

/** The tasks of one flow definition: one row of the task list. */
export interface Queue {
  readonly id: string | number;
  readonly title: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** Tasks this worker could still get. */
  readonly waiting: number;
  /** Skills this worker lacks for it; it gives this worker nothing until then. */
  readonly needs: readonly NeededSkill[];
  /** Whether this worker has answered anything of it. */
  readonly answered: boolean;
  /** Of this worker's last answers, those not counted yet. */
  readonly correctable: number;
  readonly open_assignment: OpenAssignment | null;
  readonly paused: readonly PausedAssignment[];
  readonly time_limit_seconds: number;
  readonly created_at: string;
}

export interface QueueList {
  readonly queues: readonly Queue[];
  readonly server_time: string;
}

/** One of the answers this worker gave last. */
export interface GivenAnswer {
  readonly assignment_id: string;
  readonly submitted_at: string;
  /** Whether it was corrected already. */
  readonly corrected: boolean;
  readonly correctable: boolean;
  /** When it will be counted; null while colleagues have yet to answer. */
  readonly correctable_until: string | null;
}

export interface AnswerList {
  readonly answers: readonly GivenAnswer[];
  readonly server_time: string;
}

/** One page of work given to one worker. */
export interface Task {
  readonly assignment_id: string;
  readonly queue_id: string | number;
  readonly status: "working" | "reserved" | "paused" | "submitted";
  readonly title: string;
  readonly description: string;
  /** Same-origin path of the rendered worker page. */
  readonly page_url: string;
  readonly draft: JsonObject | null;
  /** Of an object sent back: whose answer of an earlier round the draft is a copy of; null for unsent work. */
  readonly draft_origin: "own-answer" | "earlier-answer" | null;
  /** The revision the draft was kept with; 0 without one. */
  readonly draft_revision: number;
  /** What a reviewer said who had the object done again. */
  readonly note: string | null;
  readonly time_limit_seconds: number;
  readonly opened_at: string | null;
  readonly deadline: string | null;
  readonly lease_expires_at: string;
  readonly server_time: string;
}

export interface Renewal {
  readonly lease_expires_at: string;
  readonly deadline: string | null;
  readonly server_time: string;
  /** False when the reserved task was given to somebody who had nothing else. */
  readonly reserved_kept: boolean;
}

export interface SubmitReply {
  readonly answer_id: string;
  /** The reserved task, now open; null when none was asked for or it is no longer ours. */
  readonly next: Task | null;
}

/** The body of every error reply. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly kept?: boolean };
}
