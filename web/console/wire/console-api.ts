/** The console's calls to the server. Everything but the session is a POST. */
import type {
  AnsweredObject,
  ConsoleSession,
  DataObject,
  FlowDefinition,
  FunctionCall,
  FunctionSummary,
  HumanLoop,
  JobDescription,
  JobFacts,
  JobSettings,
  JobSummary,
  JsonObject,
  LabelPage,
  LoopSummary,
  PreviewOfJob,
  QualityReport,
  ReviewPage,
  TeamMembers,
  TrailEntry,
  Tried,
  Workteam,
} from "./contract.js";
import type { TaskTypeFacts } from "../work/job-draft.js";

/** The server said no, and why. */
export class ConsoleRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export class ConsoleApi {
  session: ConsoleSession | null = null;

  constructor(
    private readonly fetcher: typeof fetch,
    private readonly root = "/console/api/",
  ) {}

  async signIn(email: string, password: string): Promise<ConsoleSession> {
    const known = (await this.send("POST", "session", { email, password })) as ConsoleSession;
    this.session = known;
    return this.readSession();
  }

  async readSession(): Promise<ConsoleSession> {
    const found = (await this.send("GET", "session")) as ConsoleSession;
    this.session = found;
    return found;
  }

  async signOut(): Promise<void> {
    await this.send("DELETE", "session");
    this.session = null;
  }

  /** One of AWS's operations or of our own, with the same request boto3 sends. */
  async operation<Output>(name: string, request: JsonObject = {}): Promise<Output> {
    return (await this.send("POST", `operations/${name}`, request)) as Output;
  }

  jobs(request: JsonObject): Promise<{ readonly LabelingJobSummaryList: readonly JobSummary[]; readonly NextToken?: string }> {
    return this.operation("ListLabelingJobs", request);
  }

  job(name: string): Promise<JobDescription> {
    return this.operation("DescribeLabelingJob", { LabelingJobName: name });
  }

  async teams(): Promise<readonly Workteam[]> {
    return (await this.operation<{ readonly Workteams: readonly Workteam[] }>("ListWorkteams")).Workteams;
  }

  /** A team's members by email, those whose email contains `part`, each with their skills. */
  async members(team: string, part: string, limit: number): Promise<TeamMembers> {
    return (await this.send("POST", `teams/${encodeURIComponent(team)}/members`, { part, limit })) as TeamMembers;
  }

  /** The names of all skills that somebody has. */
  async skillNames(): Promise<readonly string[]> {
    const { skills } = (await this.send("POST", "skills", {})) as { skills: readonly { readonly name: string }[] };
    return skills.map((skill) => skill.name);
  }

  async facts(name: string): Promise<JobFacts> {
    return (await this.send("POST", `jobs/${encodeURIComponent(name)}/summary`, {})) as JobFacts;
  }

  async objects(
    name: string,
    first: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly objects: readonly DataObject[] }> {
    return (await this.send("POST", `jobs/${encodeURIComponent(name)}/objects`, { first, limit })) as {
      total: number;
      objects: readonly DataObject[];
    };
  }

  async object(name: string, number: number): Promise<AnsweredObject> {
    return (await this.send("POST", `jobs/${encodeURIComponent(name)}/objects/${number}`, {})) as AnsweredObject;
  }

  async labelPage(name: string, number: number, language: string): Promise<LabelPage> {
    return (await this.send("POST", `jobs/${encodeURIComponent(name)}/objects/${number}/label-page`, { language })) as LabelPage;
  }

  async quality(name: string): Promise<QualityReport> {
    return (await this.send("POST", `jobs/${encodeURIComponent(name)}/quality`, {})) as QualityReport;
  }

  async taskTypes(): Promise<readonly TaskTypeFacts[]> {
    return ((await this.send("POST", "task-types", {})) as { task_types: readonly TaskTypeFacts[] }).task_types;
  }

  /** The worker pages of a request's first lines. */
  async preview(request: JsonObject): Promise<PreviewOfJob> {
    return (await this.send("POST", "preview", request)) as PreviewOfJob;
  }

  /** Keeps a text as a stored object; its address. */
  async keepFile(name: string, content: string): Promise<string> {
    return ((await this.send("POST", "files", { name, content })) as { address: string }).address;
  }

  /** A manifest of everything below a prefix. */
  async manifestOf(prefix: string): Promise<{ readonly address: string; readonly objects: number }> {
    return (await this.send("POST", "manifests", { prefix })) as { address: string; objects: number };
  }

  async createJob(request: JsonObject): Promise<void> {
    await this.operation("CreateLabelingJob", request);
  }

  settings(name: string): Promise<JobSettings> {
    return this.operation("DescribeLabelingJobSettings", { LabelingJobName: name });
  }

  reviews(name: string, request: JsonObject): Promise<ReviewPage> {
    return this.operation("ListReviews", { LabelingJobName: name, ...request });
  }

  async flows(): Promise<readonly FlowDefinition[]> {
    const request = { SortOrder: "Descending", MaxResults: 100 };
    return (await this.operation<{ readonly FlowDefinitionSummaries: readonly FlowDefinition[] }>("ListFlowDefinitions", request))
      .FlowDefinitionSummaries;
  }

  /** Loops of all flow definitions, the newest first. */
  async loops(request: JsonObject): Promise<readonly LoopSummary[]> {
    return ((await this.send("POST", "loops", request)) as { loops: readonly LoopSummary[] }).loops;
  }

  async loop(name: string): Promise<HumanLoop> {
    return (await this.send("POST", `loops/${encodeURIComponent(name)}`, {})) as HumanLoop;
  }

  async functions(): Promise<readonly FunctionSummary[]> {
    return ((await this.send("POST", "functions", {})) as { functions: readonly FunctionSummary[] }).functions;
  }

  async functionCalls(subject: string): Promise<readonly FunctionCall[]> {
    return ((await this.send("POST", "functions/calls", { function: subject })) as { calls: readonly FunctionCall[] }).calls;
  }

  async tryFunction(subject: string, event: JsonObject): Promise<Tried> {
    return (await this.send("POST", "functions/invoke", { function: subject, event })) as Tried;
  }

  async trail(before: number | null, limit: number, containing: string): Promise<readonly TrailEntry[]> {
    const body = before === null ? { limit, containing } : { before, limit, containing };
    return ((await this.send("POST", "audit", body)) as { entries: readonly TrailEntry[] }).entries;
  }

  private async send(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown> {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (this.session !== null) headers["X-CSRF-Token"] = this.session.csrf_token;
    const answer = await this.fetcher(this.root + path, {
      method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status === 204) return null;
    const content = (await answer.json()) as { error?: { code: string; message: string } };
    if (answer.ok) return content;
    throw new ConsoleRefusal(answer.status, content.error?.code ?? "failed", content.error?.message ?? answer.statusText);
  }
}
