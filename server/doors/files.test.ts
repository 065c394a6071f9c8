import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { composition, setComposition } from "@/server/composition";
import { openDiskFiles } from "@/server/files/disk";
import { newId } from "@/server/kernel/ids";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn } from "@/server/testing/sign-in";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";

const password = "correct horse battery staple";
let root: string;
let server: Awaited<ReturnType<typeof startTestServer>>;
let a: TestTenant;
let b: TestTenant;
let cookie: string;
let key: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "trama-files-door-"));
  setComposition({ ...composition(), files: openDiskFiles(root) });
  [a, b] = [await mintTenant(), await mintTenant()];
  const owner = await mintStaff(a, "owner", { passwordHash: await hashPassword(password) });
  key = (await createApiKey(owner.ctx, { name: "k", scopes: ["file.upload", "file.read"] })).secret;
  await refreshHosts();
  server = await startTestServer();
  cookie = await signIn(server, a.slug, { email: owner.email, password });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

const post = (body: string | Uint8Array, headers: Record<string, string> = {}, name = "a.txt") =>
  server.send(hostOf(a.slug), {
    method: "POST",
    path: `/api/files?name=${encodeURIComponent(name)}`,
    headers: {
      cookie,
      origin: `http://${hostOf(a.slug)}`,
      "content-type": "text/plain",
      ...headers,
    },
    body,
  });
const get = (slug: string, id: string, headers: Record<string, string> = { cookie }) =>
  server.send(hostOf(slug), { path: `/api/files/${id}`, headers });
const uploaded = async () => (await post("hello")).json<{ id: string }>().id;

test("what is uploaded comes back as an attachment that no browser runs", async () => {
  const answer = await post("a;b\n1;2\n", { "content-type": "text/html" }, "Año «1».csv");
  expect(answer.status).toBe(201);
  expect(answer.json()).toMatchObject({ name: "Año «1».csv", mediaType: "text/csv" });
  const { status, headers, text } = await get(a.slug, answer.json<{ id: string }>().id);
  expect([status, text]).toEqual([200, "a;b\n1;2\n"]);
  expect(headers).toMatchObject({
    "content-type": "text/csv",
    "content-disposition": `attachment; filename="A_o _1_.csv"; filename*=UTF-8''A%C3%B1o%20%C2%AB1%C2%BB.csv`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cache-control": "private, no-store",
  });
});

test("an API key may do both; without anyone signed in nothing is there", async () => {
  const bearer = { authorization: `Bearer ${key}` };
  const answer = await post("x", { ...bearer, cookie: "", origin: `http://${hostOf(a.slug)}` });
  expect(answer.status).toBe(201);
  const { id } = answer.json<{ id: string }>();
  expect((await get(a.slug, id, bearer)).status).toBe(200);
  expect((await get(a.slug, id, {})).status).toBe(401);
  expect((await post("x", { cookie: "" })).status).toBe(401);
});

test("another tenant's host, with any session, gives nothing of the file", async () => {
  const id = await uploaded();
  const callers: Record<string, string>[] = [{ cookie }, { authorization: `Bearer ${key}` }, {}];
  for (const headers of callers) {
    const answer = await get(b.slug, id, headers);
    expect([401, 404]).toContain(answer.status);
    expect(answer.text).not.toContain("hello");
  }
});

test("an id that is unknown, malformed or a path is not found", async () => {
  for (const id of [newId(), "x", "..%2f..%2fetc%2fpasswd", "%00"])
    expect((await get(a.slug, id)).status).toBe(404);
  expect(
    (await server.send(hostOf(a.slug), { path: "/api/files/../files", headers: { cookie } }))
      .status,
  ).toBe(405);
});

test("a form of another site cannot upload with the visitor's cookie", async () => {
  for (const origin of ["https://evil.example", `http://${hostOf(b.slug)}`, "null"])
    expect((await post("x", { origin })).status).toBe(403);
});

test("refusals are problem details with the person's sentence", async () => {
  const svg = await post("<svg onload=alert(1)>", {}, "logo.svg");
  expect(svg.status).toBe(400);
  expect(svg.headers["content-type"]).toBe("application/problem+json");
  expect(svg.json<{ detail: string }>().detail).toContain("JPEG");
  const large = await post(Buffer.alloc(5 * 1024 * 1024 + 1, 65));
  expect([400, 413]).toContain(large.status);
  expect(large.json<{ detail: string }>().detail).toMatch(/5/);
});

test("a body far over the cap is cut off, not read to its end", async () => {
  // The server answers 413 and hangs up; the sender may see either.
  const seen = await post(Buffer.alloc(8 * 1024 * 1024, 65)).then(
    ({ status }) => String(status),
    (error: Error) => error.message,
  );
  expect(seen).toMatch(/^413$|ECONNRESET|EPIPE|hang up/);
});
