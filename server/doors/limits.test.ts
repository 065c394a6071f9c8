import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { hashPassword } from "@/server/auth/password-hash";
import { composition } from "@/server/composition";
import { defineJob } from "@/server/jobs/define-job";
import { runHandler } from "@/server/jobs/run-handler";
import { newId } from "@/server/kernel/ids";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { createEndpoint } from "@/server/modules/hub/create-endpoint";
import { createEndpointInput } from "@/server/modules/hub/schema";
import { systemCtx } from "@/server/tenancy/context";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn, trpc } from "@/server/testing/sign-in";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";

const password = "correct horse battery staple";
const input = { url: "https://hooks.limits-test.pe/x", description: "", eventNames: ["file.*"] };
let server: Awaited<ReturnType<typeof startTestServer>>;
let tenant: TestTenant;
let cookie: string;
let secret: string;

beforeAll(async () => {
  tenant = await mintTenant();
  const owner = await mintStaff(tenant, "owner", { passwordHash: await hashPassword(password) });
  await refreshHosts();
  server = await startTestServer();
  cookie = await signIn(server, tenant.slug, { email: owner.email, password });
  const scopes = ["webhook.manage", "event.read", "usage.read"];
  ({ secret } = await createApiKey({ ...owner.ctx, now: new Date() }, { name: "t", scopes }));
});
afterAll(() => server.close());

const query = async (text: string, values: unknown[]) =>
  (await composition().db.platform.pool.query(text, values)).rows;

/** The same create by every door that there is; each answers whether it succeeded. */
const doors: Record<string, () => Promise<boolean>> = {
  screen: async () => {
    const call = { input, cookie, mutation: true };
    return (await trpc(server, tenant.slug, "hub.createEndpoint", call)).status === 200;
  },
  API: async () => {
    const headers = { authorization: `Bearer ${secret}` };
    const request = { method: "POST", path: "/api/v1/webhooks", headers, body: input };
    return (await server.send(hostOf(tenant.slug), request)).status === 200;
  },
  job: async () => {
    const job = defineJob({
      name: "test.createEndpoint",
      schema: createEndpointInput,
      handle: async (ctx, payload) => void (await createEndpoint(ctx, payload)),
    });
    const ctx = systemCtx(tenant.id, job.name);
    const envelope = {
      job: job.name,
      tenant: tenant.id,
      id: newId(),
      request: null,
      payload: input,
    };
    const delivery = { attempt: 1, diedBefore: false, draining: new AbortController().signal };
    return runHandler(ctx, job, envelope as never, delivery).then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ code: "limit_reached" });
        return false;
      },
    );
  },
};

/** One left of the limit; returns how many of the concurrent creates succeeded. */
async function race(names: readonly string[]): Promise<number> {
  const [row] = await query(
    "select coalesce(sum(used), 0)::int as used from tenant_usage where tenant_id = $1 and resource = 'webhookEndpoints'",
    [tenant.id],
  );
  await query(
    `insert into tenant_limits (tenant_id, resource, maximum) values ($1, 'webhookEndpoints', $2)
     on conflict (tenant_id, resource) do update set maximum = excluded.maximum`,
    [tenant.id, row.used + 1],
  );
  const results = await Promise.all(names.map((name) => doors[name]?.() ?? false));
  return results.filter(Boolean).length;
}

test.each([
  ["screen", "screen"],
  ["screen", "API"],
  ["API", "API"],
  ["API", "job"],
  ["job", "screen"],
  ["job", "job"],
])("at limit − 1, of two creates at once by %s and %s exactly one succeeds", async (...names) => {
  for (let round = 0; round < 3; round++) expect(await race(names)).toBe(1);
});

test("all doors at once, several times over: one succeeds, and the rest are told the limit and how to go on", async () => {
  expect(await race(["screen", "API", "job", "screen", "API", "job"])).toBe(1);
  const call = { input, cookie, mutation: true };
  const refused = await trpc(server, tenant.slug, "hub.createEndpoint", call);
  const answer = z
    .object({
      error: z.object({
        data: z.object({ error: z.object({ key: z.string(), message: z.string() }) }),
      }),
    })
    .parse(refused.json());
  expect(refused.status).toBe(402);
  expect(answer.error.data.error).toMatchObject({
    key: "limit_reached",
    message: expect.stringContaining("cambia de plan"),
  });
});

test("input nested without end is the sender's mistake, not our failure", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const body = `{"vendor":"mikrotik","name":"deep","config":{"x":${deep}}}`;
  const call = { input: body, cookie, mutation: true };
  expect((await trpc(server, tenant.slug, "integrations.create", call)).status).toBe(400);
});
