import { sql } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { mintTenant } from "@/server/testing/tenant";
import { loadHostSnapshot } from "./host-snapshot";
import { hostSnapshotStore } from "./host-snapshot-store";
import { startHostSnapshot, stopHostSnapshot } from "./host-snapshot-watch";
import { inTenant } from "./in-tenant";
import { resolveTenant } from "./resolve-tenant";
import { withinMs } from "@/server/testing/within-ms";

const real = composition();
afterEach(async () => {
  await stopHostSnapshot();
  setComposition(real);
  Object.assign(hostSnapshotStore(), { snapshot: undefined, refreshedAtMs: 0 });
});

const onPlatform = (query: ReturnType<typeof sql>) =>
  real.db.platform.transaction(newId(), (tx) => tx.execute(query));
const hostOf = (slug: string) => resolveTenant(`${slug}.localhost:3000`);

/** Waits until the tenant's host says `expected`; returns how long it took, in ms. */
async function within(slug: string, expected: object): Promise<number> {
  const startedAt = performance.now();
  await vi.waitFor(async () => expect(await hostOf(slug)).toMatchObject(expected), {
    timeout: withinMs(1_000),
    interval: 10,
  });
  return performance.now() - startedAt;
}

for (const driver of ["pg", "neon"] as const)
  test(`a new, changed, suspended and closed tenant is seen within a second (${driver === "pg" ? "LISTEN" : "polling alone"})`, async () => {
    setComposition({ ...real, env: { ...real.env, TRAMA_DATABASE_DRIVER: driver } });
    await startHostSnapshot();
    const { slug, id } = await mintTenant();
    const open = { kind: "tenant", tenantId: id, status: "active", face: "staff" };
    expect(await within(slug, open)).toBeLessThan(withinMs(1_000));
    await onPlatform(sql`update tenants set status = 'suspended', name = 'Ñ' where id = ${id}`);
    await within(slug, { status: "suspended", name: "Ñ" });
    await onPlatform(sql`update tenants set status = 'closed' where id = ${id}`);
    await within(slug, { kind: "unknown" });
  });

test("an own domain is seen once verified, and no longer once lost", async () => {
  await startHostSnapshot();
  const { id, slug, ctx } = await mintTenant();
  const host = `${slug}.example`;
  await inTenant(ctx, (tx) =>
    tx.execute(
      sql`insert into tenant_domains (tenant_id, host, face, txt_token) values (${id}, ${host}, 'portal', 'x')`,
    ),
  );
  await within(slug, { kind: "tenant" });
  expect(await resolveTenant(host)).toMatchObject({ kind: "unknown" });
  const set = (status: string) =>
    inTenant(ctx, (tx) => tx.execute(sql`update tenant_domains set status = ${status}`));
  await set("verified");
  await vi.waitFor(async () =>
    expect(await resolveTenant(host)).toMatchObject({ tenantId: id, face: "portal" }),
  );
  await set("lost");
  await vi.waitFor(async () =>
    expect(await resolveTenant(host)).toMatchObject({ kind: "unknown" }),
  );
});

test("the branding's key travels with the host; without one it is the slug", async () => {
  const { id, slug, ctx } = await mintTenant();
  expect((await loadHostSnapshot()).tenants.get(slug)?.brandKey).toBe(slug);
  await inTenant(ctx, (tx) =>
    tx.execute(
      sql`insert into tenant_settings (tenant_id, module, data) values (${id}, 'branding', '{"brandKey":"ocean"}')`,
    ),
  );
  expect((await loadHostSnapshot()).tenants.get(slug)?.brandKey).toBe("ocean");
});

test("while the watch runs, resolving asks the database nothing", async () => {
  await startHostSnapshot();
  const asked = vi.spyOn(real.db.app.pool, "query");
  const connected = vi.spyOn(real.db.app.pool, "connect");
  for (let i = 0; i < 1_000; i++) await hostOf("nobody-here");
  expect(asked.mock.calls.length + connected.mock.calls.length).toBeLessThan(5);
});

test("without a watch the hosts are read at most once a second, and shared by concurrent requests", async () => {
  const { slug } = await mintTenant();
  const asked = vi.spyOn(real.db.app.pool, "query");
  await Promise.all(Array.from({ length: 50 }, () => hostOf(slug)));
  expect(await hostOf(slug)).toMatchObject({ kind: "tenant" });
  expect(asked).toHaveBeenCalledTimes(1);
});

test("when the database goes away the last known hosts keep serving; with none ever read it throws", async () => {
  const { slug } = await mintTenant();
  const pool = { query: () => Promise.reject(new Error("database is away")) };
  const away = { ...real, db: { ...real.db, app: { ...real.db.app, pool } } };
  setComposition(away as unknown as typeof real);
  await expect(hostOf(slug)).rejects.toThrow("database is away");
  setComposition(real);
  await loadHostSnapshot();
  hostSnapshotStore().refreshedAtMs = 0;
  setComposition(away as unknown as typeof real);
  expect(await hostOf(slug)).toMatchObject({ kind: "tenant" });
});

test("a change that rolls back is never seen, and two tenants' changes do not wait for each other", async () => {
  const a = await mintTenant();
  const b = await mintTenant();
  const before = (await loadHostSnapshot()).version;
  await inTenant(a.ctx, async (tx) => {
    await tx.execute(sql`update tenants set name = 'not yet'`);
    await inOther(b.id, "free");
    throw new Error("roll back");
  }).catch(() => undefined);
  const after = await loadHostSnapshot();
  expect(after.tenants.get(a.slug)?.name).toBe(a.slug);
  expect(after.tenants.get(b.slug)?.name).toBe("free");
  expect(after.version).not.toBe(before);
});

const inOther = (id: string, name: string) =>
  real.db.app.transaction(id, (tx) => tx.execute(sql`update tenants set name = ${name}`));

test("the runtime role reads public routing facts only: not the counters, not another tenant's rows", async () => {
  const { rows } = await real.db.app.pool.query("select app.host_snapshot() as snapshot");
  expect(Object.keys(rows[0].snapshot.tenants[0]).toSorted()).toEqual(
    ["brand", "brandKey", "locale", "name", "slug", "status", "tenantId", "timeZone"].toSorted(),
  );
  await expect(real.db.app.pool.query("select * from app.host_versions")).rejects.toThrow(
    "permission denied",
  );
});
