import { describe, expect, it, vi } from "vitest";
import { PortalApi } from "./portal-api.js";
import { Refusal, Unreachable } from "./refusals.js";

const session = {
  worker: { id: "w1", email: "ana@example.com", language: null, must_change_password: false },
  csrf_token: "token-1",
  expires_at: "2026-11-22T06:00:00.000Z",
  server_time: "2026-11-22T05:00:00.000Z",
};

function says(status: number, body: unknown = null, headers: Record<string, string> = {}): Response {
  return new Response(status === 204 ? null : JSON.stringify(body), { status, headers });
}

function refuses(status: number, code: string, facts: Record<string, unknown> = {}): Response {
  return says(status, { error: { code, message: `${code}.`, ...facts } });
}

/** A server that gives these replies in turn. */
function apiWith(...replies: (Response | Error)[]): { api: PortalApi; asked: [string, RequestInit][] } {
  const asked: [string, RequestInit][] = [];
  const fetcher = vi.fn((address: string, request: RequestInit) => {
    asked.push([address, request]);
    const reply = replies.shift();
    return reply instanceof Response
      ? Promise.resolve(reply)
      : Promise.reject(reply ?? new Error("asked once too often"));
  });
  return { api: new PortalApi(fetcher as unknown as typeof fetch), asked };
}

describe("the portal's calls", () => {
  it("carry the session's CSRF token wherever they change something", async () => {
    const { api, asked } = apiWith(says(200, session), says(200, { task: null }), says(200, { queues: [] }));
    await api.signIn("ana@example.com", "secret");
    await api.next("7");
    await api.queues();
    expect(
      asked.map(([address, request]) => [address, (request.headers as Record<string, string>)["X-CSRF-Token"]]),
    ).toEqual([
      ["/portal/api/session", undefined],
      ["/portal/api/queues/7/next", "token-1"],
      ["/portal/api/queues", undefined],
    ]);
  });

  it("ask to sign in again when the session has ended, and are then made again", async () => {
    const { api, asked } = apiWith(says(200, session), refuses(401, "signed-out"), says(204));
    await api.signIn("ana@example.com", "secret");
    api.signInAgain = () => Promise.resolve(true);
    await api.leave("a1", "pause");
    expect(asked.map(([address]) => address).slice(1)).toEqual([
      "/portal/api/assignments/a1/pause",
      "/portal/api/assignments/a1/pause",
    ]);
  });

  it("fail as signed out when nobody signs in again", async () => {
    const { api } = apiWith(refuses(401, "signed-out"));
    await expect(api.queues()).rejects.toMatchObject({ status: 401, code: "signed-out" });
  });

  it("take up the new token when another tab of the same worker has signed in anew", async () => {
    const { api, asked } = apiWith(
      says(200, session),
      refuses(403, "csrf-token-mismatch"),
      says(200, { ...session, csrf_token: "token-2" }),
      says(204),
    );
    await api.signIn("ana@example.com", "secret");
    await api.leave("a1", "release");
    expect((asked.at(-1)?.[1].headers as Record<string, string>)["X-CSRF-Token"]).toBe("token-2");
  });

  it("count a session that had ended already as left", async () => {
    const { api } = apiWith(says(200, session), refuses(401, "signed-out"));
    await api.signIn("ana@example.com", "secret");
    await api.signOut();
    expect(api.session).toBeNull();
  });

  it("do not call somebody signed out who could not be", async () => {
    const { api } = apiWith(says(200, session), new TypeError("Failed to fetch"));
    await api.signIn("ana@example.com", "secret");
    await expect(api.signOut()).rejects.toBeInstanceOf(Unreachable);
    expect(api.session).not.toBeNull();
  });

  it("tell a refusal from a server in trouble", async () => {
    const { api } = apiWith(
      refuses(409, "time-is-up", { kept: true }),
      says(503, {}, { "Retry-After": "7" }),
      new TypeError("Failed to fetch"),
      says(429, { error: { code: "too-many-attempts", message: "Wait." } }, { "Retry-After": "90" }),
    );
    const failures = [];
    for (let call = 0; call < 4; call += 1)
      failures.push(await api.signIn("a", "b").catch((failure: unknown) => failure));
    expect(failures[0]).toMatchObject({ name: "Refusal", code: "time-is-up", kept: true });
    expect(failures[1]).toMatchObject({ name: "Unreachable", retryAfterSeconds: 7 });
    expect(failures[2]).toBeInstanceOf(Unreachable);
    expect(failures[3]).toBeInstanceOf(Refusal);
    expect(failures[3]).toMatchObject({ status: 429, retryAfterSeconds: 90 });
  });

  it("say after each whether the server was reached", async () => {
    const { api } = apiWith(
      new TypeError("Failed to fetch"),
      refuses(404, "not-found"),
      says(502),
      says(200, { queues: [] }),
    );
    const reached: boolean[] = [];
    api.onReach = (was) => reached.push(was);
    for (let call = 0; call < 4; call += 1) await api.queues().catch(() => undefined);
    expect(reached).toEqual([false, true, false, true]);
  });
});
