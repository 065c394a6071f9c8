import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn, trpc } from "@/server/testing/sign-in";
import { mintStaff, mintTenant } from "@/server/testing/tenant";

const password = "correct horse battery staple";
type Who = { result: { data: { kind: string; role: string | null } } };

let server: Awaited<ReturnType<typeof startTestServer>>;
let a: Awaited<ReturnType<typeof mintTenant>>;
let b: Awaited<ReturnType<typeof mintTenant>>;
let owner: Awaited<ReturnType<typeof mintStaff>>;

beforeAll(async () => {
  [a, b] = [await mintTenant(), await mintTenant()];
  owner = await mintStaff(a, "owner", { passwordHash: await hashPassword(password) });
  await refreshHosts();
  server = await startTestServer();
});
afterAll(() => server.close());

const account = () => ({ email: owner.email, password });
const who = async (slug: string, cookie: string) =>
  (await trpc(server, slug, "auth.whoAmI", { cookie })).json<Who>().result.data;

test("a password becomes a host-only cookie that names the member", async () => {
  const cookie = await signIn(server, a.slug, account());
  expect(await who(a.slug, cookie)).toMatchObject({ kind: "user", role: "owner" });
});

test("a session of one tenant is nobody on another tenant's host", async () => {
  const cookie = await signIn(server, a.slug, account());
  expect(await who(b.slug, cookie)).toMatchObject({ kind: "anonymous" });
  expect((await trpc(server, b.slug, "auth.listMembers", { cookie, input: {} })).status).toBe(401);
});

test("signing out ends the session at once, whoever kept the cookie", async () => {
  const cookie = await signIn(server, a.slug, account());
  const out = await trpc(server, a.slug, "auth.signOut", { cookie, mutation: true });
  expect(out.status).toBe(200);
  expect(String(out.headers["set-cookie"])).toContain("Max-Age=0");
  expect(await who(a.slug, cookie)).toMatchObject({ kind: "anonymous" });
});
