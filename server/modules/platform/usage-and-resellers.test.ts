import { beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { systemCtx } from "@/server/tenancy/context";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { listResellers } from "./list-resellers";
import { listUsage } from "./list-usage";
import { listUsageInput } from "./schema";

const admin: Ctx = {
  ...systemCtx(PLATFORM_TENANT_ID, "test"),
  actor: { kind: "platform", userId: newId(), sessionId: newId() },
};
let parent: TestTenant;
let child: TestTenant;

beforeAll(async () => {
  parent = await mintTenant();
  child = await mintTenant({ parentTenantId: parent.id });
  const { pool } = composition().db.platform;
  await pool.query(
    `insert into tenant_limits (tenant_id, resource, maximum) values ($1, 'staff', 10), ($2, 'staff', 4), ($2, 'customers', 0)`,
    [parent.id, child.id],
  );
  await pool.query(
    `insert into tenant_usage (tenant_id, resource, used) values ($1, 'staff', 5), ($2, 'staff', 5), ($2, 'customers', 7), ($2, 'devices', 9)`,
    [parent.id, child.id],
  );
});

test("who passed a limit comes before who is near it; what is unlimited is not told", async () => {
  const rows = await listUsage(admin, listUsageInput.parse({ limit: 200 }));
  const ours = rows.filter(({ tenantId }) => [parent.id, child.id].includes(tenantId));
  expect(ours.map(({ tenantId, resource, percent }) => [tenantId, resource, percent])).toEqual([
    [child.id, "customers", 100],
    [child.id, "staff", 125],
    [parent.id, "staff", 50],
  ]);
});

test("a threshold and a resource narrow the list", async () => {
  const near = await listUsage(admin, listUsageInput.parse({ minPercent: 80, resource: "staff" }));
  const ours = near.filter(({ tenantId }) => [parent.id, child.id].includes(tenantId));
  expect(ours.map(({ tenantId }) => tenantId)).toEqual([child.id]);
});

test("a reseller is listed with its children and what they are together", async () => {
  const reseller = (await listResellers(admin)).find(({ id }) => id === parent.id);
  expect(reseller).toMatchObject({
    children: [{ id: child.id, slug: child.slug }],
    totals: { staff: 5, customers: 7 },
  });
});

test("no tenant's owner sees any of it", async () => {
  const { ctx } = await mintStaff(parent, "owner");
  expect(() => listUsage(ctx, listUsageInput.parse({}))).toThrow("forbidden");
  expect(() => listResellers(ctx)).toThrow("forbidden");
});
