/**
 * Why a call did not succeed.
 *
 *   CallFailure
 *   ├── Refusal       the server understood and said no: asking again changes nothing
 *   └── Unreachable   no answer, or a server in trouble: asking again may help
 */
export abstract class CallFailure extends Error {}

export class Refusal extends CallFailure {
  override readonly name = "Refusal";
  constructor(
    /** HTTP status, 400 to 499. */
    readonly status: number,
    /** The server's word for it, such as "no-longer-yours". */
    readonly code: string,
    message: string,
    /** True when an answer that came too late was kept by the server all the same. */
    readonly kept = false,
    /** Seconds to wait before trying again, where the server says so. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

export class Unreachable extends CallFailure {
  override readonly name = "Unreachable";
  constructor(
    message: string,
    /** Seconds the server asked us to wait, if it did. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

/** Statuses below 500 that are about the moment and not about the request. */
const passing = new Set([408, 425, 429]);

/** The failure that a reply with an error status stands for. `body` is its parsed JSON, or null. */
export function failureOf(status: number, body: unknown, retryAfter: string | null): CallFailure {
  const seconds = retryAfterSeconds(retryAfter);
  const said = errorOf(body);
  const message = said?.message ?? `The server answered ${status}.`;
  if (status >= 500 || (passing.has(status) && said?.code !== "too-many-attempts")) {
    return new Unreachable(message, seconds);
  }
  return new Refusal(status, said?.code ?? `status-${status}`, message, said?.kept ?? false, seconds);
}

function retryAfterSeconds(header: string | null): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null;
}

function errorOf(body: unknown): { code: string; message: string; kept: boolean } | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  const error = body.error;
  if (typeof error !== "object" || error === null) return null;
  const { code, message, kept } = error as Record<string, unknown>;
  if (typeof code !== "string" || typeof message !== "string") return null;
  const outer = (body as Record<string, unknown>)["kept"];
  return { code, message, kept: kept === true || outer === true };
}
