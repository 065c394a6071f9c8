import { beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID, newId } from "@/server/kernel/ids";
import { countUsage } from "@/server/modules/tenants/count-usage";
import { isEnabled } from "@/server/modules/tenants/is-enabled";
import { listUsage } from "@/server/modules/tenants/list-usage";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { createTenant } from "./create-tenant";
import { getTenantDetail } from "./get-tenant-detail";
import { listPlans } from "./list-plans";
import { listTenants } from "./list-tenants";
import { runChecks } from "./run-checks";
import { createTenantInput, listTenantsInput, upsertPlanInput } from "./schema";
import { setTenantFlag } from "./set-tenant-flag";
import { setTenantLimit } from "./set-tenant-limit";
import { setTenantPlan } from "./set-tenant-plan";
import { setTenantStatus } from "./set-tenant-status";
import { upsertPlan } from "./upsert-plan";

const admin: Ctx = {
  ...systemCtx(PLATFORM_TENANT_ID, "test"),
  actor: { kind: "platform", userId: newId(), sessionId: newId() },
};
const query = async (text: string, values: unknown[] = []) =>
  (await composition().db.platform.pool.query(text, values)).rows;
let counter = 0;
const unique = () => `p${process.pid}x${Date.now().toString(36)}x${counter++}`;
const plan = async (limits: Record<string, number>, code = unique()) => {
  const input = { code, name: "Plan", priceMinor: 10_00, currency: "USD", limits, public: true };
  await upsertPlan(admin, upsertPlanInput.parse(input));
  return code;
};
const open = (over: { slug?: string; planCode?: string | null } = {}) => {
  const slug = over.slug ?? unique();
  return createTenant(
    admin,
    createTenantInput.parse({
      slug,
      name: "Tenant",
      planCode: over.planCode ?? null,
      country: "PE",
      timeZone: "America/Lima",
      currency: "PEN",
      locale: "es",
      owner: { email: `${slug}@owner.example`, name: "Owner" },
    }),
  );
};
const facts = async (tenantId: string) =>
  (await query("select name from events where tenant_id = $1 order by seq", [tenantId])).map(
    (row) => row.name,
  );

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await mintTenant();
});
const use = (devices: number) =>
  inTenant(tenant.ctx, (tx) => countUsage(tenant.ctx, tx, "devices", devices));

test("a new tenant has its plan, a first fact in its own chain and an invited owner, and no password is shown", async () => {
  const code = await plan({ staff: 5 });
  const made = await open({ planCode: code });
  const detail = await getTenantDetail(admin, { tenantId: made.id });
  expect(detail).toMatchObject({ slug: made.slug, planCode: code, status: "active", demo: false });
  expect(detail.usage.find((row) => row.resource === "staff")).toMatchObject({
    used: 0,
    maximum: 5,
    percent: 0,
  });
  expect(await facts(made.id)).toEqual(["tenant.created", "invitation.created"]);
  expect(Object.keys(made).toSorted()).toEqual(["id", "slug"]);
});

test("a slug is taken once, whoever comes at the same time; an unknown plan is not found", async () => {
  const slug = unique();
  const results = await Promise.allSettled([open({ slug }), open({ slug })]);
  expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(open({ planCode: "no-such-plan" })).rejects.toMatchObject({ code: "not_found" });
  expect(createTenantInput.shape.slug.safeParse("status").success).toBe(false);
});

test("tenants are listed by slug in pages, searched by part of name or slug, never as a pattern", async () => {
  const prefix = unique();
  for (const end of ["a", "b", "c"]) await open({ slug: `${prefix}-${end}` });
  const page = (over: object) =>
    listTenants(admin, listTenantsInput.parse({ search: prefix, limit: 2, ...over }));
  const first = await page({});
  expect(first.items.map((item) => item.slug)).toEqual([`${prefix}-a`, `${prefix}-b`]);
  const second = await page({ cursor: first.nextCursor });
  expect(second.items.map((item) => item.slug)).toEqual([`${prefix}-c`]);
  expect(second.nextCursor).toBeNull();
  expect((await page({ search: "%" })).items).toEqual([]);
  expect((await page({ status: "closed" })).items).toEqual([]);
});

test("the platform's own row is no tenant: not listed, not to be suspended", async () => {
  const all = await listTenants(admin, listTenantsInput.parse({ search: "admin" }));
  expect(all.items.filter((item) => item.id === PLATFORM_TENANT_ID)).toEqual([]);
  await expect(
    setTenantStatus(admin, { tenantId: PLATFORM_TENANT_ID, status: "closed", reason: "oops" }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("a status is set with a reason that both chains keep; the same again is no fact", async () => {
  const input = { tenantId: tenant.id, status: "suspended" as const, reason: "unpaid since May" };
  await setTenantStatus(admin, input);
  await setTenantStatus(admin, input);
  expect(await facts(tenant.id)).toEqual(["tenant.statusChanged"]);
  const reasons = await query(
    "select body::jsonb -> 'payload' ->> 'reason' as reason from events where tenant_id = $1 and name = 'platform.access' and entity_id = $2",
    [PLATFORM_TENANT_ID, tenant.id],
  );
  expect(reasons.map((row) => row.reason)).toContain("set status suspended: unpaid since May");
});

test("a plan lowered below usage deletes nothing, warns at once and refuses the next create", async () => {
  await use(9);
  await setTenantPlan(admin, { tenantId: tenant.id, planCode: await plan({ devices: 5 }) });
  expect((await listUsage(tenant.ctx)).find((row) => row.resource === "devices")).toMatchObject({
    used: 9,
    maximum: 5,
    percent: 180,
  });
  expect(await facts(tenant.id)).toEqual(["tenant.planChanged", "usage.warned"]);
  await expect(use(1)).rejects.toMatchObject({ code: "limit_reached" });
  await setTenantPlan(admin, { tenantId: tenant.id, planCode: null });
  await use(1);
});

test("a plan whose limits shrink warns the tenants on it in the same transaction", async () => {
  const code = await plan({ devices: 100 });
  await setTenantPlan(admin, { tenantId: tenant.id, planCode: code });
  await use(9);
  await plan({ devices: 10 }, code);
  expect(await facts(tenant.id)).toEqual(["tenant.planChanged", "usage.warned"]);
  expect((await listPlans(admin)).find((each) => each.code === code)).toMatchObject({
    tenants: 1,
    limits: { devices: 10 },
  });
});

test("an agreed limit wins over the plan until it is taken back", async () => {
  const tenantId = tenant.id;
  await setTenantPlan(admin, { tenantId, planCode: await plan({ devices: 1 }) });
  await setTenantLimit(admin, { tenantId, resource: "devices", maximum: 3 });
  await use(3);
  await setTenantLimit(admin, { tenantId, resource: "devices", maximum: null });
  await use(3);
  await setTenantLimit(admin, { tenantId, resource: "devices" });
  await expect(use(1)).rejects.toMatchObject({ params: { maximum: 1, used: 6 } });
});

test("a feature is switched for one tenant only; an unknown one is not found", async () => {
  const other = await mintTenant();
  await setTenantFlag(admin, { tenantId: tenant.id, flag: "resellers", enabled: true });
  expect(await isEnabled(tenant.ctx, "resellers")).toBe(true);
  expect(await isEnabled(other.ctx, "resellers")).toBe(false);
  await expect(
    setTenantFlag(admin, { tenantId: tenant.id, flag: "__proto__", enabled: true }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("no staff of any role, no API key and no stranger can call the platform's verbs", async () => {
  const owner = await mintStaff(tenant, "owner");
  const key: Ctx = {
    ...tenant.ctx,
    actor: { kind: "apiKey", apiKeyId: newId(), scopes: ["platform.tenant.read"] },
  };
  const verbs: ((ctx: Ctx) => Promise<unknown>)[] = [
    (ctx) => listTenants(ctx, listTenantsInput.parse({})),
    (ctx) => listPlans(ctx),
    (ctx) => runChecks(ctx),
    (ctx) => getTenantDetail(ctx, { tenantId: tenant.id }),
    (ctx) => setTenantPlan(ctx, { tenantId: tenant.id, planCode: null }),
    (ctx) => setTenantLimit(ctx, { tenantId: tenant.id, resource: "staff", maximum: null }),
    (ctx) => setTenantFlag(ctx, { tenantId: tenant.id, flag: "resellers", enabled: true }),
    (ctx) => setTenantStatus(ctx, { tenantId: tenant.id, status: "active", reason: "mine" }),
  ];
  for (const verb of verbs)
    for (const ctx of [owner.ctx, key])
      await expect(verb(ctx)).rejects.toMatchObject({ code: "forbidden" });
});

test("the data checks find a counter that lies and a tenant without an owner", async () => {
  const made = await open();
  const brokenOf = async (what: string) =>
    (await runChecks(admin)).find((check) => check.name.includes(what))?.broken ?? -1;
  const [lies, ownerless] = [await brokenOf("usage of staff"), await brokenOf("owner")];
  await query(
    "insert into tenant_usage (tenant_id, resource, period, used) values ($1, 'staff', '', 7)",
    [made.id],
  );
  await query("update invitations set revoked_at = now() where tenant_id = $1", [made.id]);
  expect(await brokenOf("usage of staff")).toBe(lies + 1);
  expect(await brokenOf("owner")).toBe(ownerless + 1);
  await query("delete from tenant_usage where tenant_id = $1", [made.id]);
});
