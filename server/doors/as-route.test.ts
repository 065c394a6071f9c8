import { beforeAll, expect, test } from "vitest";
import { hostOf, refreshHosts } from "@/server/testing/http";
import { mintTenant } from "@/server/testing/tenant";
import { GET as health } from "@/app/api/health/route";
import { GET as metrics } from "@/app/api/metrics/route";
import { GET as trpcGet, POST as trpcPost } from "@/app/api/trpc/[trpc]/route";
import { GET as v1 } from "@/app/api/v1/[...path]/route";

let host: string;
beforeAll(async () => {
  host = hostOf((await mintTenant()).slug);
  await refreshHosts();
});

const request = (path: string, init: RequestInit = {}) =>
  new Request(`http://${host}${path}`, { ...init, headers: { host, ...init.headers } });

test("Next's route files open the same doors: tenant from Host, headers, request id", async () => {
  const reply = await trpcGet(request("/api/trpc/auth.whoAmI"));
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({ result: { data: { kind: "anonymous" } } });
  expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
  expect(reply.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect((await v1(request("/api/v1/members"))).status).toBe(401);
  expect((await health(request("/api/health"))).status).toBe(200);
});

test("they refuse a foreign origin as main.ts does", async () => {
  const headers = { origin: "http://evil.example", "content-type": "application/json" };
  const reply = await trpcPost(
    request("/api/trpc/auth.signInWithPassword", {
      method: "POST",
      headers,
      body: JSON.stringify({ email: "a@b.example", password: "x" }),
    }),
  );
  expect(reply.status).toBe(403);
});

test("where no peer is known nobody is this machine: metrics stay shut", async () => {
  expect(
    (await metrics(request("/api/metrics", { headers: { "x-real-ip": "127.0.0.1" } }))).status,
  ).toBe(404);
});
