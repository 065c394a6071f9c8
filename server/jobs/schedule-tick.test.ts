import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { billingRun } from "@/server/modules/billing/jobs";
import { monitoringPoll } from "./schedule-tick";

const tick = (schedule: string) => ({ schedule, period: "p1", at: new Date().toISOString() });
const delivery = (name: string) => ({
  jobId: newId(),
  name,
  attempt: 1,
  signal: new AbortController().signal,
  deadline: new Date(Date.now() + 60_000),
  timeoutMs: 60_000,
});

async function traces(tenant: TestTenant): Promise<unknown> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select (select count(*)::int from job_runs where tenant_id = ${tenant.id}) as runs,
      (select count(*)::int from events where tenant_id = ${tenant.id}) as facts`),
  );
  return rows[0];
}

test("the five-minute schedule runs, once a delivery, and leaves nothing in the chain", async () => {
  const tenant = await mintTenant();
  const of = delivery("monitoring.poll");
  await monitoringPoll.handle(tenant.ctx, tick("monitoring.poll"), of);
  await monitoringPoll.handle(tenant.ctx, tick("monitoring.poll"), of);
  expect(await traces(tenant)).toEqual({ runs: 1, facts: 0 });
});

test("a daily schedule states its tick, once", async () => {
  const tenant = await mintTenant();
  const of = delivery("billing.run");
  await billingRun.handle(tenant.ctx, tick("billing.run"), of);
  await billingRun.handle(tenant.ctx, tick("billing.run"), of);
  expect(await traces(tenant)).toEqual({ runs: 1, facts: 1 });
});
