import { beforeAll, describe, expect, test } from "vitest";
import type { DoorContext } from "@/server/doors/door-context";
import { restDoor } from "@/server/doors/rest";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { hashPassword } from "@/server/auth/password-hash";
import { permissions } from "@/server/auth/permissions";
import { newId } from "@/server/kernel/ids";
import { callProcedure } from "@/server/rest/call-procedure";
import { listRestRoutes } from "@/server/rest/list-rest-routes";
import { type Actor, type Role, systemCtx } from "@/server/tenancy/context";
import { foreignInputs } from "@/server/testing/foreign-inputs";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn } from "@/server/testing/sign-in";
import { mintStaff, type TestTenant } from "@/server/testing/tenant";
import { fingerprintOf, mintWorld, type World } from "@/server/testing/world";
import { listProcedures, type ProcedureInfo } from "@/server/trpc/list-procedures";

const ROLES: readonly Role[] = ["owner", "admin", "agent", "finance", "technician"];
const SCOPES = Object.entries(permissions).flatMap(([name, { apiKey }]) => (apiKey ? [name] : []));

let mine: TestTenant;
let theirs: World;
let procedures: ProcedureInfo[];
const actors: [string, Actor][] = [];

beforeAll(async () => {
  [mine, theirs] = [tenantOf(await mintWorld()), await mintWorld()];
  await refreshHosts();
  procedures = await listProcedures();
  for (const role of ROLES) actors.push([role, (await mintStaff(mine, role)).ctx.actor]);
  actors.push(["anonymous", { kind: "anonymous" }]);
  actors.push(["customer", { kind: "customer", customerId: newId(), sessionId: newId() }]);
  actors.push(["API key with every scope", { kind: "apiKey", apiKeyId: newId(), scopes: SCOPES }]);
});

const tenantOf = ({ tenantId, slug }: World): TestTenant => ({
  id: tenantId,
  slug,
  ctx: systemCtx(tenantId, "test"),
});

/** A request on a tenant's host (ours, unless told), by the actor. */
function contextOf(actor: Actor, tenant = mine): DoorContext {
  return {
    requestId: newId(),
    now: new Date(),
    locale: "es",
    ip: "127.0.0.1",
    userAgent: undefined,
    deviceToken: undefined,
    host: {
      kind: "tenant",
      host: hostOf(tenant.slug),
      face: "staff",
      tenantId: tenant.id,
      slug: tenant.slug,
      status: "active",
      name: tenant.slug,
      locale: "es",
      timeZone: "America/Lima",
      brand: null,
    } as unknown as DoorContext["host"],
    actor,
    responseHeaders: new Headers(),
  };
}

/** What a call answered: its data, or the code of its error; both are searched for the other tenant's canary. */
async function answerOf(
  actor: Actor,
  path: string,
  input: unknown,
  tenant = mine,
): Promise<{ text: string; code: string | null }> {
  try {
    const data = await callProcedure(contextOf(actor, tenant), path, input);
    return { text: JSON.stringify(data ?? null), code: null };
  } catch (error) {
    const { code = "none", message = "" } = error as { code?: string; message?: string };
    return { text: message, code };
  }
}

const REFUSALS = ["NOT_FOUND", "FORBIDDEN", "UNAUTHORIZED"];

test("every procedure has its fixture of another tenant's ids, and no fixture is left over", () => {
  expect(procedures.length).toBeGreaterThan(40);
  const paths = procedures.map(({ path }) => path);
  expect(Object.keys(foreignInputs).sort()).toEqual(paths);
});

test("every procedure names its audience, and its permission where it is for staff or platform", () => {
  for (const { path, audience, permission } of procedures) {
    expect(audience, path).toBeDefined();
    if (audience === "staff" || audience === "platform") expect(permission, path).toBeDefined();
  }
});

/** Rows of one person, which a colleague's owner may not change either. */
const ONES_OWN = ["work.deleteView", "work.updateView"];
/** What a field says whose row is archived, gone, never was or is another tenant's: the same for all of them. */
const UNKNOWN = /reference_unknown|logo_missing/;

describe("with another tenant's ids", { timeout: 600_000 }, () => {
  test("every procedure answers each role with not found or forbidden, or with nothing of the other tenant's", async () => {
    const before = await fingerprintOf(theirs.tenantId);
    for (const { path } of procedures) {
      const fixture = foreignInputs[path];
      for (const [who, actor] of actors) {
        const { text, code } = await answerOf(actor, path, fixture?.input(theirs));
        const call = `${path} as ${who}: ${code ?? "ok"} ${text.slice(0, 200)}`;
        expect(text.includes(theirs.canary), call).toBe(false);
        expect(text.includes(theirs.tenantId), call).toBe(false);
        if (fixture?.names && !UNKNOWN.test(text)) expect(REFUSALS, call).toContain(code);
        // A fixture that does not pass its schema would prove nothing.
        expect(code === "BAD_REQUEST" && /invalid_type|unrecognized_keys/.test(text), call).toBe(
          false,
        );
      }
    }
    expect(await fingerprintOf(theirs.tenantId)).toBe(before);
  });

  test("the same call with one's own row is not refused, so the refusals above are about the tenant", async () => {
    const refused: string[] = [];
    for (const { path, audience } of procedures) {
      const fixture = foreignInputs[path];
      // What is a person's own (their sessions) is refused to a colleague too.
      if (!fixture?.names || fixture.names === "tenants" || audience === "signedIn") continue;
      if (ONES_OWN.includes(path)) continue;
      // A world for each: one call may remove what the next would name.
      const own = await mintWorld();
      const owner = (await mintStaff(tenantOf(own), "owner")).ctx.actor;
      const { code, text } = await answerOf(owner, path, fixture.input(own), tenantOf(own));
      if (REFUSALS.includes(code ?? "")) refused.push(`${path}: ${code} ${text.slice(0, 200)}`);
    }
    expect(refused).toEqual([]);
  });

  test("a platform admin's session is nobody's on a tenant's host, and a tenant's is nobody's on the platform's", async () => {
    const admin: Actor = {
      kind: "platform",
      userId: newId(),
      sessionId: newId(),
      provedAt: new Date(),
    };
    const owner = actors[0]?.[1] ?? { kind: "anonymous" as const };
    const wrong: string[] = [];
    for (const { path, audience } of procedures) {
      const input = foreignInputs[path]?.input(theirs);
      const asOwner = audience === "platform" ? await answerOf(owner, path, input) : undefined;
      const asAdmin = audience === "staff" ? await answerOf(admin, path, input) : undefined;
      if (asOwner && asOwner.code !== "NOT_FOUND") wrong.push(`${path}: ${asOwner.code}`);
      if (asAdmin && !REFUSALS.includes(asAdmin.code ?? "")) wrong.push(`${path}: ${asAdmin.code}`);
    }
    expect(wrong).toEqual([]);
  });

  test("every REST route refuses, or gives nothing of the other tenant's", async () => {
    const callers = await restCallers();
    const routes = await listRestRoutes();
    expect(routes.length).toBeGreaterThan(5);
    for (const [who, credentials] of callers) {
      const me = await restDoor(restRequest("GET", "/api/v1/me", {}, credentials), PEER);
      // A caller that is nobody in truth would prove nothing below.
      const kind = who === "anonymous" ? who : who.startsWith("API") ? "apiKey" : "user";
      expect(await me.json(), who).toMatchObject({ kind });
    }
    const before = await fingerprintOf(theirs.tenantId);
    for (const { method, path, procedure, info } of routes) {
      for (const [who, credentials] of callers) {
        const request = restRequest(
          method,
          path,
          foreignInputs[procedure]?.input(theirs),
          credentials,
        );
        const answer = await restDoor(request, PEER);
        const text = await answer.text();
        const call = `${method} ${path} as ${who}: ${answer.status} ${text.slice(0, 200)}`;
        expect(text.includes(theirs.canary) || text.includes(theirs.tenantId), call).toBe(false);
        expect(answer.status, call).toBeLessThan(500);
        const named = foreignInputs[procedure]?.names && !UNKNOWN.test(text);
        if ((who === "anonymous" && info.audience !== "tenant") || named)
          expect([401, 403, 404], call).toContain(answer.status);
      }
    }
    expect(await fingerprintOf(theirs.tenantId)).toBe(before);
  });
});

const PEER = { ip: "127.0.0.1", requestId: newId(), proxied: false };

/** Who knocks at REST: nobody, a key with every scope, and each role with the cookie that a browser would send. */
async function restCallers(): Promise<[string, Record<string, string>][]> {
  const owner = await mintStaff(mine, "owner");
  const key = { name: "all scopes", scopes: SCOPES };
  const { secret } = await createApiKey(owner.ctx, key);
  const callers: [string, Record<string, string>][] = [
    ["anonymous", {}],
    ["API key with every scope", { authorization: `Bearer ${secret}` }],
  ];
  const password = "correct horse battery staple";
  const passwordHash = await hashPassword(password);
  const server = await startTestServer();
  for (const role of ROLES) {
    const { email } = await mintStaff(mine, role, { passwordHash });
    const cookie = await signIn(server, mine.slug, { email, password });
    callers.push([role, { cookie, origin: `http://${hostOf(mine.slug)}` }]);
  }
  await server.close();
  return callers;
}

function restRequest(
  method: string,
  path: string,
  input: unknown,
  credentials: Record<string, string>,
): Request {
  const values = { ...(input as Record<string, unknown> | undefined) };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(values[name] ?? newId());
    delete values[name];
    return encodeURIComponent(value);
  });
  const url = new URL(`http://${hostOf(mine.slug)}${filled}`);
  const headers = new Headers({ host: hostOf(mine.slug), ...credentials });
  if (method === "GET" || method === "DELETE") {
    for (const [name, value] of Object.entries(values)) url.searchParams.set(name, String(value));
    return new Request(url, { method, headers });
  }
  headers.set("content-type", "application/json");
  return new Request(url, { method, headers, body: JSON.stringify(values) });
}
