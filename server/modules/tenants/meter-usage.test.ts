import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { LimitReached } from "@/server/kernel/errors";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { meterUsage, startMeters, stopMeters } from "./meter-usage";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await mintTenant();
});
afterEach(() => stopMeters());

const limit = (maximum: number) =>
  composition().db.platform.transaction(tenant.id, (tx) =>
    tx.execute(sql`insert into tenant_limits (tenant_id, resource, maximum) values (${tenant.id}, 'apiCalls', ${maximum})
      on conflict (tenant_id, resource) do update set maximum = excluded.maximum`),
  );
const used = async (): Promise<number> => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ used: string }>(sql`select used from tenant_usage where resource = 'apiCalls'`),
  );
  return Number(rows[0]?.used ?? 0);
};
const call = () => meterUsage({ ...tenant.ctx, now: new Date() }, "apiCalls");

test("a process that sums up has written every unit down within moments, and at its end", async () => {
  await limit(100_000);
  startMeters();
  for (let n = 0; n < 50; n++) await call();
  expect(await used()).toBeLessThan(50);
  await expect.poll(used).toBe(50);
  for (let n = 0; n < 7; n++) await call();
  await stopMeters();
  expect(await used()).toBe(57);
});

test("near its limit each unit is counted before it is granted, and none goes beyond", async () => {
  await limit(10);
  startMeters();
  const outcomes = await Promise.allSettled(Array.from({ length: 25 }, call));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(LimitReached);
  expect(await used()).toBe(10);
});

test("a limit that is lowered meanwhile holds within moments", async () => {
  await limit(100_000);
  startMeters();
  await call();
  await call();
  await limit(2);
  await expect
    .poll(() =>
      call().then(
        () => "granted",
        (error: unknown) => error,
      ),
    )
    .toBeInstanceOf(LimitReached);
});

test("a process that does not sum up counts each unit at once", async () => {
  await limit(100_000);
  await call();
  expect(await used()).toBe(1);
});
