import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { revokeApiKey } from "@/server/modules/auth/revoke-api-key";
import { flushApiKeyUse } from "@/server/auth/api-key-use";
import { localWindows } from "@/server/rate-limit/local-windows";
import { composition } from "@/server/composition";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, type SendOptions, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant } from "@/server/testing/tenant";

let server: Awaited<ReturnType<typeof startTestServer>>;
let a: Awaited<ReturnType<typeof mintTenant>>;
let b: Awaited<ReturnType<typeof mintTenant>>;
let owner: Awaited<ReturnType<typeof mintStaff>>;

beforeAll(async () => {
  [a, b] = [await mintTenant(), await mintTenant()];
  owner = await mintStaff(a, "owner");
  await refreshHosts();
  server = await startTestServer();
});
afterAll(() => server.close());

const key = async (...scopes: string[]) =>
  createApiKey({ ...owner.ctx, now: new Date() }, { name: "test", scopes });
const call = (secret: string, path: string, over: Partial<SendOptions> = {}, slug = a.slug) =>
  server.send(hostOf(slug), {
    path: `/api/v1${path}`,
    ...over,
    headers: { authorization: `Bearer ${secret}`, ...over.headers },
  });

describe("an API key", () => {
  test("does what its scopes say and nothing else", async () => {
    const { secret } = await key("member.read");
    const members = await call(secret, "/members");
    expect(members.status).toBe(200);
    expect(members.json<{ items: { email: string }[] }>().items[0]?.email).toBe(owner.email);
    expect((await call(secret, "/tenant")).status).toBe(403);
    expect((await call(secret, "/me")).json()).toMatchObject({
      kind: "apiKey",
      permissions: ["member.read"],
    });
  });

  test("is nobody on another tenant's host", async () => {
    const { secret } = await key("member.read");
    const reply = await call(secret, "/members", {}, b.slug);
    expect(reply.status).toBe(401);
    expect(reply.text).not.toContain(owner.email);
  });

  test("dies at once when revoked", async () => {
    const { id, secret } = await key("member.read");
    expect((await call(secret, "/members")).status).toBe(200);
    await revokeApiKey({ ...owner.ctx, now: new Date() }, { apiKeyId: id });
    expect((await call(secret, "/members")).status).toBe(401);
  });

  test("dies when it expires", async () => {
    const soon = new Date(Date.now() + 1_200).toISOString();
    const { secret } = await createApiKey(
      { ...owner.ctx, now: new Date() },
      { name: "short", scopes: ["member.read"], expiresAt: soon },
    );
    expect((await call(secret, "/members")).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 2_300));
    expect((await call(secret, "/members")).status).toBe(401);
  });

  test("notes when and whence it was last used, in one write", async () => {
    const { id, secret } = await key("member.read");
    await Promise.all([call(secret, "/members"), call(secret, "/members")]);
    await flushApiKeyUse();
    const { rows } = await inTenant(a.ctx, (tx) =>
      tx.execute(
        sql`select host(last_used_ip) as ip, last_used_at is not null as used from api_keys where id = ${id}`,
      ),
    );
    expect(rows).toEqual([{ ip: "127.0.0.1", used: true }]);
  });

  test("is kept as a hash only, and no list shows it", async () => {
    const { secret } = await key("member.read");
    const { rows } = await inTenant(a.ctx, (tx) =>
      tx.execute(sql`select (select string_agg(k::text, '') from api_keys k) as keys,
        (select string_agg(e::text, '') from events e) as events`),
    );
    expect(JSON.stringify(rows)).not.toContain(secret.slice(20));
  });

  test.each([
    ["a permission that keys cannot have", ["apiKey.manage"], "api_key_scope_unknown"],
    ["a word that is no permission", ["constructor"], "api_key_scope_unknown"],
  ])("cannot be given %s", async (_name, scopes, message) => {
    await expect(key(...scopes)).rejects.toMatchObject({ code: "invalid", key: message });
  });

  test.each([
    "",
    "Bearer",
    "Bearer x",
    "Basic YTpi",
    "Bearer trama_test_short",
    `Bearer trama_test_${"A".repeat(43)}`,
  ])("%s is nobody's key", async (authorization) => {
    const reply = await server.send(hostOf(a.slug), {
      path: "/api/v1/members",
      headers: { authorization },
    });
    expect(reply.status).toBe(401);
  });

  test("counts against the plan's API calls", async () => {
    const tenant = await mintTenant();
    const boss = await mintStaff(tenant, "owner");
    await refreshHosts();
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(
        sql`insert into tenant_limits (tenant_id, resource, maximum) values (${tenant.id}, 'apiCalls', 2)`,
      ),
    );
    const { secret } = await createApiKey(
      { ...boss.ctx, now: new Date() },
      { name: "x", scopes: ["member.read"] },
    );
    const replies = [];
    for (let i = 0; i < 3; i++)
      replies.push((await call(secret, "/members", {}, tenant.slug)).status);
    expect(replies).toEqual([200, 200, 402]);
  });
});

describe("errors", () => {
  test("are problem details in the caller's language, with the request's id and nothing of ours", async () => {
    const reply = await server.send(hostOf(a.slug), {
      path: "/api/v1/members",
      headers: { "accept-language": "pt-BR,pt;q=0.9" },
    });
    expect(reply.status).toBe(401);
    expect(reply.headers["content-type"]).toBe("application/problem+json");
    expect(reply.json()).toMatchObject({
      status: 401,
      code: "unauthenticated",
      key: "unauthenticated",
    });
    expect(reply.json<{ requestId: string }>().requestId).toBe(reply.headers["x-request-id"]);
    expect(reply.text).not.toMatch(/stack|node_modules|\.ts:/);
  });

  test("of the input name the fields", async () => {
    const { secret } = await key("member.read");
    const reply = await call(secret, "/members?limit=0");
    expect(reply.status).toBe(400);
    expect(Object.keys(reply.json<{ fields: object }>().fields)).toEqual(["limit"]);
  });

  test.each([
    ["GET", "/nothing", 404],
    ["DELETE", "/members", 405],
    ["GET", "/members/../tenant/..%2f", 404],
  ])("%s %s answers %i", async (method, path, status) => {
    const { secret } = await key("member.read");
    expect((await call(secret, path, { method })).status).toBe(status);
  });
});

describe("limits", () => {
  test("every answer says what is left; beyond it 429 says when to come back", async () => {
    const { secret } = await key("member.read");
    localWindows.clear();
    const first = await call(secret, "/members");
    const [limit, remaining] = [
      first.headers["ratelimit-limit"],
      first.headers["ratelimit-remaining"],
    ];
    expect(Number(limit)).toBe(600);
    expect(Number(remaining)).toBeLessThan(600);
    expect(Number(first.headers["ratelimit-reset"])).toBeGreaterThan(0);
    const { env } = composition();
    env.TRAMA_RATE_LIMIT_SCALE = 0.005;
    localWindows.clear();
    try {
      const statuses = [];
      for (let i = 0; i < 5; i++) statuses.push((await call(secret, "/members")).status);
      expect(statuses).toEqual([200, 200, 200, 429, 429]);
      const refused = await call(secret, "/members");
      expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
      const other = await server.send(hostOf(b.slug), { path: "/api/v1/me" });
      expect(other.status).toBe(200);
    } finally {
      env.TRAMA_RATE_LIMIT_SCALE = 1;
      localWindows.clear();
    }
  });
});

test("pages follow each other by cursor without gap or repeat", async () => {
  const tenant = await mintTenant();
  const members = [];
  for (let i = 0; i < 5; i++) members.push(await mintStaff(tenant, "owner"));
  await refreshHosts();
  const { secret } = await createApiKey(
    { ...(members[0]?.ctx ?? tenant.ctx), now: new Date() },
    { name: "x", scopes: ["member.read"] },
  );
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await call(
      secret,
      `/members?limit=2${cursor ? `&cursor=${cursor}` : ""}`,
      {},
      tenant.slug,
    );
    const body = page.json<{ items: { id: string }[]; nextCursor: string | null }>();
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor;
  }
  expect(seen.sort()).toEqual(members.map(({ membershipId }) => membershipId).sort());
});

describe("Idempotency-Key over the wire", () => {
  const body = (url: string) => ({ url, eventNames: ["file.*"] });
  const post = (secret: string, idempotencyKey: string, url: string) =>
    call(secret, "/webhooks", {
      method: "POST",
      headers: { "idempotency-key": idempotencyKey },
      body: body(url),
    });
  const count = async (url: string) =>
    (
      await inTenant(a.ctx, (tx) =>
        tx.execute<{ n: number }>(
          sql`select count(*)::int as n from webhook_endpoints where url = ${url}`,
        ),
      )
    ).rows[0]?.n;

  test("replays the first answer, refuses another body with 422, and acts once", async () => {
    const { secret } = await key("webhook.manage", "event.read");
    const url = "https://hooks.example.com/one";
    const first = await post(secret, "order-1", url);
    expect(first.status).toBe(200);
    expect(first.headers["idempotent-replayed"]).toBeUndefined();
    const again = await post(secret, "order-1", url);
    expect([again.status, again.headers["idempotent-replayed"]]).toEqual([200, "true"]);
    expect(again.json()).toEqual(first.json());
    expect((await post(secret, "order-1", "https://hooks.example.com/two")).status).toBe(422);
    expect(await count(url)).toBe(1);
  });

  test("ten at once act once; the others get the answer or 409 with Retry-After", async () => {
    const { secret } = await key("webhook.manage", "event.read");
    const url = "https://hooks.example.com/ten";
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => post(secret, "order-2", url)),
    );
    const statuses = replies.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    for (const reply of replies)
      if (reply.status === 409) expect(reply.headers["retry-after"]).toBe("1");
    expect(await count(url)).toBe(1);
  });

  test("of a refused call keeps nothing: mended, the same key works", async () => {
    const { secret } = await key("webhook.manage", "event.read");
    expect((await post(secret, "order-3", "no address")).status).toBe(400);
    expect((await post(secret, "order-3", "https://hooks.example.com/in")).status).toBe(200);
  });

  test("a body over a megabyte, or that is no JSON object, is refused", async () => {
    const { secret } = await key("webhook.manage", "event.read");
    const big = { ...body("https://x.example"), description: "x".repeat(1_100_000) };
    expect((await call(secret, "/webhooks", { method: "POST", body: big })).status).toBe(413);
    for (const text of ["[1]", "{", '"x"', "null"])
      expect((await call(secret, "/webhooks", { method: "POST", body: text })).status).toBe(400);
    const deep = `{"url":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const sent = { method: "POST", headers: { "idempotency-key": "deep" }, body: deep };
    expect((await call(secret, "/webhooks", sent)).status).toBe(400);
    const headers = { "content-type": "text/plain" };
    expect((await call(secret, "/webhooks", { method: "POST", headers, body: "{}" })).status).toBe(
      415,
    );
  });
});
