import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { LimitReached } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { countUsage } from "./count-usage";
import { meterUsage } from "./meter-usage";
import type { Resource } from "./rules/resources";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await mintTenant();
});

const onPlatform = (query: ReturnType<typeof sql>) =>
  composition().db.platform.transaction(tenant.id, (tx) => tx.execute(query));
const limit = (resource: Resource, maximum: number | null) =>
  onPlatform(sql`insert into tenant_limits (tenant_id, resource, maximum) values (${tenant.id}, ${resource}, ${maximum})
    on conflict (tenant_id, resource) do update set maximum = excluded.maximum`);
const plan = async (limits: Record<string, number>) => {
  const id = newId();
  await onPlatform(sql`insert into saas_plans (id, code, name, price_minor, currency, limits)
    values (${id}, ${id}, 'Test', 0, 'USD', ${JSON.stringify(limits)}::jsonb)`);
  await onPlatform(sql`update tenants set saas_plan_id = ${id} where id = ${tenant.id}`);
};
const count = (resource: Resource, delta: number, ctx: Ctx = tenant.ctx) =>
  inTenant(ctx, (tx) => countUsage(ctx, tx, resource, delta));
const usage = async (resource: Resource) =>
  (
    await onPlatform(
      sql`select period, used::int as used from tenant_usage where tenant_id = ${tenant.id} and resource = ${resource} order by period`,
    )
  ).rows;
const warnings = async () =>
  (
    await onPlatform(
      sql`select (body::jsonb -> 'payload' ->> 'percent')::int as percent from events where tenant_id = ${tenant.id} and name = 'usage.warned' order by seq`,
    )
  ).rows.map((row) => row.percent);

test("without a plan or an agreed limit a resource is unlimited, and still counted", async () => {
  await count("customers", 1_000_000);
  expect(await usage("customers")).toEqual([{ period: "", used: 1_000_000 }]);
  expect(await warnings()).toEqual([]);
});

test("the plan limits; a limit agreed with the tenant wins; an agreed null means unlimited", async () => {
  await plan({ devices: 2 });
  await count("devices", 2);
  await expect(count("devices", 1)).rejects.toMatchObject({
    code: "limit_reached",
    params: { resource: "devices", maximum: 2, used: 2 },
  });
  await limit("devices", 3);
  await count("devices", 1);
  await expect(count("devices", 1)).rejects.toBeInstanceOf(LimitReached);
  await limit("devices", null);
  await count("devices", 1_000);
});

test("a limit of zero refuses the first one, and says so", async () => {
  await limit("childTenants", 0);
  await expect(count("childTenants", 1)).rejects.toMatchObject({ params: { maximum: 0, used: 0 } });
});

test("two concurrent creates at limit − 1: exactly one succeeds, fifty times over", async () => {
  await limit("devices", 1);
  for (let round = 0; round < 50; round++) {
    const results = await Promise.allSettled([count("devices", 1), count("devices", 1)]);
    expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await count("devices", -1);
  }
});

test("twenty creates at once by staff, API key and job: as many succeed as the limit allows", async () => {
  await limit("customers", 7);
  const staff = await mintStaff(tenant, "owner");
  const apiKey = {
    ...tenant.ctx,
    actor: { kind: "apiKey", apiKeyId: newId(), scopes: [] } as const,
  };
  const doors = [staff.ctx, apiKey, tenant.ctx];
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => count("customers", 1, doors[i % 3])),
  );
  expect(results.filter((each) => each.status === "fulfilled")).toHaveLength(7);
  const reasons = results.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(reasons.filter((reason) => !(reason instanceof LimitReached))).toEqual([]);
  expect(await usage("customers")).toEqual([{ period: "", used: 7 }]);
});

test("an import that would pass the limit counts nothing at all", async () => {
  await limit("customers", 10);
  await count("customers", 8);
  await expect(count("customers", 3)).rejects.toMatchObject({ params: { used: 8, maximum: 10 } });
  expect(await usage("customers")).toEqual([{ period: "", used: 8 }]);
});

test("a create that fails after counting is not counted", async () => {
  await limit("customers", 1);
  const failing = inTenant(tenant.ctx, async (tx) => {
    await countUsage(tenant.ctx, tx, "customers", 1);
    throw new Error("the create failed");
  });
  await expect(failing).rejects.toThrow("the create failed");
  await count("customers", 1);
});

test("a limit lowered below usage refuses creates, allows deletes, and opens again below it", async () => {
  await limit("customers", 5);
  await count("customers", 5);
  await limit("customers", 2);
  await expect(count("customers", 1)).rejects.toMatchObject({ params: { used: 5, maximum: 2 } });
  await count("customers", -2);
  await expect(count("customers", 1)).rejects.toBeInstanceOf(LimitReached);
  await count("customers", -2);
  await count("customers", 1);
  expect(await usage("customers")).toEqual([{ period: "", used: 2 }]);
});

test("it warns once at 80 % and once at 100 %, and again only after usage fell below the threshold", async () => {
  await limit("devices", 10);
  await count("devices", 7);
  expect(await warnings()).toEqual([]);
  await count("devices", 1);
  await count("devices", 1);
  expect(await warnings()).toEqual([80]);
  await count("devices", 1);
  expect(await warnings()).toEqual([80, 100]);
  await count("devices", -1);
  await count("devices", 1);
  expect(await warnings()).toEqual([80, 100, 100]);
  await count("devices", -5);
  await count("devices", 3);
  expect(await warnings()).toEqual([80, 100, 100, 80]);
});

test("a limit that shrinks warns when usage is read again with a delta of zero", async () => {
  await count("devices", 9);
  await limit("devices", 10);
  await count("devices", 0);
  expect(await warnings()).toEqual([80]);
});

test("flow starts at zero with the month of the tenant's own zone, not of UTC", async () => {
  await limit("apiCalls", 1);
  const at = (iso: string) => ({ ...tenant.ctx, now: new Date(iso) });
  await meterUsage(at("2026-11-01T04:59:59Z"), "apiCalls"); // still October in Lima (UTC−5)
  await expect(meterUsage(at("2026-11-01T04:59:59Z"), "apiCalls")).rejects.toBeInstanceOf(
    LimitReached,
  );
  await meterUsage(at("2026-11-01T05:00:00Z"), "apiCalls");
  expect(await usage("apiCalls")).toEqual([
    { period: "2026-10", used: 1 },
    { period: "2026-11", used: 1 },
  ]);
});

test("whatever the order of creates and deletes, usage never passes the limit nor falls below zero", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 20 }),
      fc.integer({ min: 0, max: 5 }),
      async (deltas, maximum) => {
        tenant = await mintTenant();
        await limit("devices", maximum);
        let expected = 0;
        for (const delta of deltas) {
          const refused = delta > 0 && expected + delta > maximum;
          await count("devices", delta).then(
            () => expect(refused).toBe(false),
            (error: unknown) => {
              expect(error).toBeInstanceOf(LimitReached);
              expect(refused).toBe(true);
            },
          );
          if (!refused) expected = Math.max(0, expected + delta);
        }
        const [row] = await usage("devices");
        expect(row?.used ?? 0).toBe(expected);
      },
    ),
    { numRuns: 10 },
  );
});
