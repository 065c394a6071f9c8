import { beforeAll, expect, test } from "vitest";
import { hostOf, refreshHosts } from "@/server/testing/http";
import { routes } from "@/server/http/routes";
import { mintTenant } from "@/server/testing/tenant";
import { GET as health } from "@/app/api/health/route";
import { GET as metrics } from "@/app/api/metrics/route";
import { GET as trpcGet, POST as trpcPost } from "@/app/api/trpc/[trpc]/route";
import { POST as jobs } from "@/app/api/jobs/[job]/route";
import { POST as files } from "@/app/api/files/route";
import { POST as auditExport } from "@/app/api/audit/export/route";
import { BODY_CAPS } from "./body-caps";
import { GET as v1, POST as v1Post } from "@/app/api/v1/[...path]/route";

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

test("a body may be as large here as at main.ts's door, no larger", () => {
  const here: Readonly<Record<string, number>> = BODY_CAPS;
  const there = Object.fromEntries(routes.map(({ name, maxBodyBytes }) => [name, maxBodyBytes]));
  expect(Object.fromEntries(Object.keys(there).map((name) => [name, here[name] ?? 0]))).toEqual(
    there,
  );
});

const doors: [string, (request: Request) => Promise<Response>, string, number][] = [
  ["trpc", trpcPost, "/api/trpc/auth.signInWithPassword", BODY_CAPS.trpc],
  ["v1", v1Post, "/api/v1/webhooks", BODY_CAPS.v1],
  ["files", files, "/api/files?name=x.txt", BODY_CAPS.files],
  ["jobs", jobs, "/api/jobs/x", BODY_CAPS.jobs],
  ["audit export", auditExport, "/api/audit/export", 0],
];

test.each(doors)("%s refuses a larger body by its length", async (_name, open, path, maxBytes) => {
  const headers = {
    "content-type": "application/json",
    "content-length": String(maxBytes + 1),
    origin: `http://${host}`,
  };
  expect((await open(request(path, { method: "POST", headers, body: "{}" }))).status).toBe(413);
});

test("a larger body that does not say its length is refused while it is read", async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 100_000;
      controller.enqueue(new Uint8Array(100_000).fill(32));
    },
  });
  const headers = { "content-type": "application/json", origin: `http://${host}` };
  const init = { method: "POST", headers, body, duplex: "half" };
  const reply = await v1Post(request("/api/v1/webhooks", init));
  expect(reply.status).toBe(413);
  expect(sent).toBeLessThan(2_000_000);
});
