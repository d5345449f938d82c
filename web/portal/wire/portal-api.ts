/** The portal's calls to the server: one method for each, nothing remembered but the session. */
import type { AnswerList, JsonObject, LanguageCode, QueueList, Renewal, Session, SubmitReply, Task } from "./contract.js";
import { type CallFailure, Refusal, Unreachable, failureOf } from "./refusals.js";

/** Asked when the server no longer knows us. Resolves true once the same worker has signed in again. */
export type SignInAgain = () => Promise<boolean>;

export interface CallOptions {
  /** Lets the call outlive the page; browsers allow this for bodies up to 64 KiB. */
  readonly keepalive?: boolean;
}

interface Call extends CallOptions {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly timeoutSeconds?: number;
}

const usualTimeoutSeconds = 20;
// An answer may be megabytes on a slow line.
const submitTimeoutSeconds = 120;

export class PortalApi {
  /** The present session; null when signed out. */
  session: Session | null = null;
  /** Set by the portal: shows the sign-in dialog in place. */
  signInAgain: SignInAgain = () => Promise.resolve(false);
  /** Told after every call whether the server answered. */
  onReach: (reached: boolean) => void = () => undefined;
  /** Told whenever a reply carries the server's time (ISO 8601). */
  onServerTime: (serverTime: string) => void = () => undefined;

  constructor(
    private readonly fetcher: typeof fetch,
    private readonly root = "/portal/api/",
  ) {}

  async signIn(email: string, password: string): Promise<Session> {
    return this.keep(await this.once({ method: "POST", path: "session", body: { email, password } }));
  }

  /** Uses up a one-time link: the password is the worker's from now on, and they are signed in. */
  async acceptInvitation(token: string, password: string): Promise<Session> {
    return this.keep(await this.once({ method: "POST", path: "invitation", body: { token, password } }));
  }

  /** The present session, renewed; null when the server knows of none (`session` then keeps who we were). */
  async readSession(): Promise<Session | null> {
    try {
      return this.keep(await this.once({ method: "GET", path: "session" }));
    } catch (failure) {
      if (!(failure instanceof Refusal) || failure.status !== 401) throw failure;
      return null;
    }
  }

  async signOut(): Promise<void> {
    const leave: Call = { method: "DELETE", path: "session" };
    try {
      await this.once(leave);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      // A session that had ended already is as good as left.
      if (failure.status !== 401 && (await this.takeUpToken(failure))) await this.once(leave);
    }
    this.session = null;
  }

  async changePassword(current: string, wanted: string): Promise<Session> {
    const body = { current_password: current, new_password: wanted };
    return this.keep(await this.call({ method: "POST", path: "password", body }));
  }

  async chooseLanguage(language: LanguageCode | null): Promise<Session> {
    return this.keep(await this.call({ method: "PUT", path: "preferences", body: { language } }));
  }

  async queues(): Promise<QueueList> {
    return (await this.call({ method: "GET", path: "queues" })) as QueueList;
  }

  /** The task already open in this queue, else the next one, opened; null when there is none. */
  async next(queueId: string): Promise<Task | null> {
    const path = `queues/${encodeURIComponent(queueId)}/next`;
    return ((await this.call({ method: "POST", path })) as { task: Task | null }).task;
  }

  /** The task after the present one, not opened yet. */
  async reserve(queueId: string): Promise<Task | null> {
    const path = `queues/${encodeURIComponent(queueId)}/reserve`;
    return ((await this.call({ method: "POST", path })) as { task: Task | null }).task;
  }

  async open(assignmentId: string): Promise<Task> {
    return ((await this.call({ method: "POST", path: onAssignment(assignmentId, "open") })) as { task: Task }).task;
  }

  async renew(assignmentId: string, reservedId: string | null): Promise<Renewal> {
    const body = reservedId === null ? {} : { reserved_assignment_id: reservedId };
    return (await this.call({ method: "POST", path: onAssignment(assignmentId, "renew"), body })) as Renewal;
  }

  async saveDraft(assignmentId: string, draft: JsonObject, revision: number, options: CallOptions = {}): Promise<void> {
    await this.call({
      method: "PUT",
      path: onAssignment(assignmentId, "draft"),
      body: { draft, revision },
      ...options,
    });
  }

  /** Resolves only when the answer is durable. The same key again gives the same reply and one answer. */
  async submit(
    assignmentId: string,
    answer: JsonObject,
    key: string,
    openNext: string | null,
    draft: JsonObject | null = null,
  ): Promise<SubmitReply> {
    const body = {
      answer,
      submission_key: key,
      ...(openNext === null ? {} : { open_next: openNext }),
      ...(draft === null ? {} : { draft }),
    };
    const path = onAssignment(assignmentId, "submit");
    return (await this.call({ method: "POST", path, body, timeoutSeconds: submitTimeoutSeconds })) as SubmitReply;
  }

  /** The answers this worker gave last in a queue, newest first. */
  async answers(queueId: string): Promise<AnswerList> {
    return (await this.call({ method: "GET", path: `queues/${encodeURIComponent(queueId)}/answers` })) as AnswerList;
  }

  /** An answered task, with the draft that puts its page back as it was. */
  async reopen(assignmentId: string): Promise<Task> {
    return ((await this.call({ method: "POST", path: onAnswer(assignmentId, "reopen") })) as { task: Task }).task;
  }

  /** Puts another answer in the place of the one sent before. Resolves only when it is durable. */
  async correct(assignmentId: string, answer: JsonObject, key: string, draft: JsonObject | null): Promise<void> {
    const body = { answer, submission_key: key, ...(draft === null ? {} : { draft }) };
    const path = onAnswer(assignmentId, "correct");
    await this.call({ method: "POST", path, body, timeoutSeconds: submitTimeoutSeconds });
  }

  async leave(assignmentId: string, how: "decline" | "release" | "pause"): Promise<void> {
    await this.call({ method: "POST", path: onAssignment(assignmentId, how) });
  }

  private keep(reply: unknown): Session {
    this.session = reply as Session;
    return this.session;
  }

  /** A call that comes back to the sign-in dialog when the session has ended, and is then made again. */
  private async call(call: Call): Promise<unknown> {
    try {
      return await this.once(call);
    } catch (failure) {
      if (!(failure instanceof Refusal) || !(await this.mendSession(failure))) throw failure;
      return this.once(call);
    }
  }

  private async mendSession(refusal: Refusal): Promise<boolean> {
    if (refusal.status === 401 && refusal.code === "signed-out") return this.signInAgain();
    return this.takeUpToken(refusal);
  }

  /** Takes the new token where another tab signed in anew: the cookie is good, only our token is old. */
  private async takeUpToken(refusal: Refusal): Promise<boolean> {
    if (refusal.status !== 403 || !refusal.code.includes("csrf")) return false;
    const before = this.session?.worker.id;
    const now = await this.readSession();
    return now !== null && now.worker.id === before;
  }

  private async once(call: Call): Promise<unknown> {
    const reply = await this.reach(call);
    const body = await bodyOf(reply);
    if (!reply.ok) throw this.reached(failureOf(reply.status, body, reply.headers.get("Retry-After")));
    this.onReach(true);
    tellTime(body, this.onServerTime);
    return body;
  }

  private async reach(call: Call): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (call.body !== undefined) headers["Content-Type"] = "application/json";
    if (this.session !== null && call.method !== "GET") headers["X-CSRF-Token"] = this.session.csrf_token;
    try {
      return await this.fetcher(this.root + call.path, {
        method: call.method,
        headers,
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout((call.timeoutSeconds ?? usualTimeoutSeconds) * 1000),
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        ...(call.keepalive === true ? { keepalive: true } : {}),
      });
    } catch (cause) {
      this.onReach(false);
      throw new Unreachable(cause instanceof Error ? cause.message : String(cause));
    }
  }

  private reached(failure: CallFailure): CallFailure {
    this.onReach(failure instanceof Refusal);
    return failure;
  }
}

function onAssignment(assignmentId: string, what: string): string {
  return `assignments/${encodeURIComponent(assignmentId)}/${what}`;
}

function onAnswer(assignmentId: string, what: string): string {
  return `answers/${encodeURIComponent(assignmentId)}/${what}`;
}

async function bodyOf(reply: Response): Promise<unknown> {
  if (reply.status === 204) return null;
  try {
    return (await reply.json()) as unknown;
  } catch {
    return null;
  }
}

function tellTime(body: unknown, tell: (serverTime: string) => void): void {
  if (typeof body !== "object" || body === null) return;
  const own = (body as Record<string, unknown>)["server_time"];
  if (typeof own === "string") tell(own);
}
