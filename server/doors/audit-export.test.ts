import pg from "pg";
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

test("an owner who proved who they are long ago is asked again before anything leaves", async () => {
  const tenant = await mintTenant();
  const owner = await mintStaff(tenant, "owner", { passwordHash: await hashPassword(password) });
  await refreshHosts();
  const cookie = await signIn(server, tenant.slug, { email: owner.email, password });
  await composition().db.platform.pool.query(
    "update sessions set proved_at = now() - interval '11 minutes' where tenant_id = $1",
    [tenant.id],
  );
  const host = hostOf(tenant.slug);
  const refused = await server.send(host, {
    method: "POST",
    path: "/api/audit/export",
    headers: { cookie, origin: `http://${host}` },
  });
  expect([refused.status, refused.json().key]).toEqual([403, "step_up_required"]);
});

test("a broken chain is refused before the first byte, not broken off in the middle", async () => {
  const tenant = await mintTenant();
  const owner = await mintStaff(tenant, "owner", { passwordHash: await hashPassword(password) });
  await refreshHosts();
  const cookie = await signIn(server, tenant.slug, { email: owner.email, password });
  await asDatabaseOwner(
    `update events set body = body || ' ' where tenant_id = '${tenant.id}' and seq = 1`,
  );
  const host = hostOf(tenant.slug);
  const refused = await server.send(host, {
    method: "POST",
    path: "/api/audit/export",
    headers: { cookie, origin: `http://${host}` },
  });
  expect([refused.status, refused.json().key]).toEqual([409, "audit_chain_broken"]);
});

/** The strongest thief: the database's owner, with the chain's guards off. */
async function asDatabaseOwner(statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  await owner.query("alter table events disable trigger user");
  const { rowCount } = await owner.query(statement);
  await owner.query("alter table events enable trigger user");
  await owner.end();
  expect(rowCount).toBe(1);
}
