import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { createEndpoint } from "@/server/modules/hub/create-endpoint";
import { deleteEndpoint } from "@/server/modules/hub/delete-endpoint";
import { listEndpoints } from "@/server/modules/hub/list-endpoints";
import { systemCtx } from "@/server/tenancy/context";
import { mintTenant } from "@/server/testing/tenant";
import { exportTenant } from "./export-tenant";
import { importTenant } from "./import-tenant";

const ctx = systemCtx(PLATFORM_TENANT_ID, "test");
const folder = await mkdtemp(join(tmpdir(), "trama-limits-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const query = (text: string, values: unknown[]) =>
  composition().db.platform.pool.query(text, values);
const endpoint = (tenantId: string) =>
  createEndpoint(systemCtx(tenantId, "test"), {
    url: "https://hooks.example.com/import",
    description: "",
    eventNames: [],
  });

test("a tenant that comes with more than the plan here allows keeps it all, and gets no more until it fits", async () => {
  const [tenant, plan] = [await mintTenant(), newId()];
  await query(
    `insert into saas_plans (id, code, name, price_minor, currency, limits)
     values ($1::uuid, $1::uuid::text, 'Test', 0, 'USD', '{"webhookEndpoints": 5}')`,
    [plan],
  );
  await query("update tenants set saas_plan_id = $1 where id = $2", [plan, tenant.id]);
  for (let made = 0; made < 3; made++) await endpoint(tenant.id);
  await exportTenant(ctx, { tenantId: tenant.id, folder });
  await query(`update saas_plans set limits = '{"webhookEndpoints": 2}' where id = $1`, [plan]);

  const { tenantId } = await importTenant(ctx, { folder, slug: `${tenant.slug}-copy` });
  const own = systemCtx(tenantId, "test");
  expect(tenantId).not.toBe(tenant.id);
  await expect(endpoint(tenantId)).rejects.toMatchObject({
    code: "limit_reached",
    params: { resource: "webhookEndpoints", used: 3, maximum: 2 },
  });
  const [first, second, third] = await listEndpoints(own);
  expect(third).toBeDefined();
  for (const each of [first, second]) await deleteEndpoint(own, { endpointId: each?.id ?? "" });
  await endpoint(tenantId);
  await expect(endpoint(tenantId)).rejects.toMatchObject({ code: "limit_reached" });
});
