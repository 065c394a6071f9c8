import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { draining } from "@/server/http/draining";
import { startTestServer } from "@/server/testing/http";

let server: Awaited<ReturnType<typeof startTestServer>>;
const { env, db } = composition();
const host = env.TRAMA_ROOT_HOST;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
afterEach(() => {
  draining.on = false;
  env.TRAMA_METRICS_TOKEN = undefined;
});

const get = (path: string, headers: Record<string, string> = {}) =>
  server.send(host, { path, headers });

test("ready while database, migrations and queue answer; not while draining", async () => {
  const ready = await get("/api/ready");
  expect([ready.status, ready.json()]).toEqual([
    200,
    { status: "ok", checks: { serving: "ok", database: "ok", migrations: "ok", queue: "ok" } },
  ]);
  draining.on = true;
  const ending = await get("/api/ready");
  expect([ending.status, ending.json<{ checks: object }>().checks]).toEqual([
    503,
    { serving: "draining", database: "ok", migrations: "ok", queue: "ok" },
  ]);
  expect((await get("/api/health")).status).toBe(200);
});

test("not ready while the database is away, without a word of why", async () => {
  const query = db.app.pool.query;
  Object.assign(db.app.pool, {
    query: () => Promise.reject(new Error("password authentication failed for trama_app")),
  });
  try {
    const reply = await get("/api/ready");
    expect(reply.status).toBe(503);
    expect(reply.text).not.toContain("password");
    expect(reply.json<{ checks: object }>().checks).toMatchObject({ database: "failed" });
    expect((await get("/api/health")).status).toBe(200);
  } finally {
    Object.assign(db.app.pool, { query });
  }
});

test("metrics: from this machine only, or with the token; never through a proxy", async () => {
  expect((await get("/api/metrics")).status).toBe(200);
  expect((await get("/api/metrics", { "x-forwarded-for": "127.0.0.1" })).status).toBe(404);
  expect((await get("/api/metrics", { forwarded: "for=127.0.0.1" })).status).toBe(404);
  env.TRAMA_METRICS_TOKEN = "let-me-in";
  expect((await get("/api/metrics")).status).toBe(404);
  expect((await get("/api/metrics", { authorization: "Bearer let-me-in" })).status).toBe(200);
  expect((await get("/api/metrics", { authorization: "Bearer let-me-im" })).status).toBe(404);
});

test("metrics count requests by door, and never name a tenant, person, path or address", async () => {
  await get("/some/secret-path-12345");
  await get("/api/trpc/nothing.here");
  const { text } = await get("/api/metrics");
  expect(text).toMatch(
    /trama_http_request_seconds_count\{door="page",method="GET",status="2xx"\} [1-9]/,
  );
  expect(text).toMatch(/trama_pool_connections\{pool="app",state="open"\} [1-9]/);
  expect(text).toContain("trama_live_connections 0");
  expect(text).not.toMatch(/secret-path|127\.0\.0\.1|localhost/);
});

test("every answer carries the security headers, an unknown door's too", async () => {
  for (const path of ["/api/health", "/api/trpc/nothing.here", "/api/v1/nothing", "/any-page"]) {
    const { headers } = await get(path);
    expect([path, headers["x-content-type-options"], headers["x-frame-options"]]).toEqual([
      path,
      "nosniff",
      "DENY",
    ]);
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["x-powered-by"]).toBeUndefined();
  }
});

test.each([
  "//evil",
  "/api/trpc/%zz",
  "/api/v1/%",
  "/api/trpc/",
  "/api/v1/",
  "/api/trpc/a.b,c.d?batch=1&input=%7B",
])("the odd address %s is the client's error, never ours", async (path) => {
  const reply = await get(path);
  expect(reply.status).toBeLessThan(500);
  expect(reply.text).not.toMatch(/node_modules|\.ts:\d/);
});
