import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { composition } from "@/server/composition";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn } from "@/server/testing/sign-in";
import { mintStaff, mintTenant } from "@/server/testing/tenant";

const password = "correct horse battery staple";
let server: Awaited<ReturnType<typeof startTestServer>>;

beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server.close());

test("a suspended tenant's owner exports nothing, whatever session is left", async () => {
  const tenant = await mintTenant();
  const owner = await mintStaff(tenant, "owner", { passwordHash: await hashPassword(password) });
  await refreshHosts();
  const cookie = await signIn(server, tenant.slug, { email: owner.email, password });
  const host = hostOf(tenant.slug);
  const ask = () =>
    server.send(host, {
      method: "POST",
      path: "/api/audit/export",
      headers: { cookie, origin: `http://${host}` },
    });
  expect((await ask()).status).toBe(200);
  await composition().db.platform.pool.query(
    "update tenants set status = 'suspended' where id = $1",
    [tenant.id],
  );
  await refreshHosts();
  const refused = await ask();
  expect([refused.status, refused.json().key]).toEqual([403, "tenant_suspended"]);
});
