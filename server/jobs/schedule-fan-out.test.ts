import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { systemCtx } from "@/server/tenancy/context";
import { mintTenant } from "@/server/testing/tenant";
import type { PendingJob } from "./enqueue";
import { dispatch } from "./dispatch";

// The driver is a list here: what is under test is who is asked for what, not how it is carried.
let asked: PendingJob[] = [];
const real = composition();
beforeAll(() => {
  const enqueueInTransaction = async (_: unknown, jobs: readonly PendingJob[]) => {
    asked.push(...jobs);
  };
  setComposition({ ...real, queue: { driver: "graphile", enqueueInTransaction } });
});
afterAll(() => setComposition(real));

const delivery = { attempt: 1, diedBefore: false, draining: new AbortController().signal };
const tick = (schedule: string, at: string) =>
  dispatch(
    {
      job: "schedule.fanOut",
      tenant: PLATFORM_TENANT_ID,
      id: newId(),
      request: "test",
      payload: { schedule, at },
    },
    delivery,
  );
const askedOf = (tenantId: string) =>
  asked
    .filter((job) => job.tenantId === tenantId)
    .map((job) => (job.payload as { period: string }).period);

test("each tenant is asked once a local day in its own hour, however often the tick comes", async () => {
  const lima = await mintTenant({ timeZone: "America/Lima" });
  const sydney = await mintTenant({ timeZone: "Australia/Sydney" });
  asked = [];
  for (const at of ["06:45", "07:00", "07:00", "07:15", "12:00"])
    expect(await tick("billing.run", `2031-05-10T${at}:00Z`)).toEqual({ kind: "done" });
  expect(askedOf(lima.id)).toEqual(["2031-05-10"]);
  expect(askedOf(sydney.id)).toEqual(["2031-05-10"]);
  await tick("billing.run", "2031-05-10T16:15:00Z");
  expect(askedOf(sydney.id)).toEqual(["2031-05-10", "2031-05-11"]);
  expect(askedOf(lima.id)).toEqual(["2031-05-10"]);
});

test("ticks that run at the same moment share the tenants out", async () => {
  const tenants = await Promise.all(Array.from({ length: 5 }, () => mintTenant()));
  asked = [];
  await Promise.all(Array.from({ length: 4 }, () => tick("audit.verify", "2031-06-01T14:00:00Z")));
  for (const { id } of tenants) expect(askedOf(id)).toEqual(["2031-06-01"]);
});

test("a closed tenant and a zone that is none do not stop the others", async () => {
  const closed = await mintTenant();
  const lost = await mintTenant({ timeZone: "Mars/Olympus" });
  const fine = await mintTenant();
  await real.db.platform.transaction(closed.id, (tx) =>
    tx.execute(sql`update tenants set status = 'closed' where id = ${closed.id}`),
  );
  asked = [];
  await tick("billing.run", "2031-07-01T12:00:00Z");
  expect([closed, lost, fine].map(({ id }) => askedOf(id).length)).toEqual([0, 0, 1]);
  await real.db.platform.transaction(lost.id, (tx) =>
    tx.execute(sql`update tenants set time_zone = 'UTC' where id = ${lost.id}`),
  );
});

test("a tick that was missed is made up with its own day", async () => {
  const { id } = await mintTenant();
  asked = [];
  await tick("billing.run", "2031-08-02T08:00:00Z");
  await tick("billing.run", "2031-08-01T08:00:00Z");
  expect(askedOf(id)).toEqual(["2031-08-02", "2031-08-01"]);
});

test("a tick of a schedule that is no more does nothing", async () => {
  asked = [];
  expect(await tick("gone.schedule", "2031-08-03T08:00:00Z")).toEqual({ kind: "done" });
  expect(asked).toEqual([]);
});

test("a tick states the tenant's fact once, also when the job is delivered twice", async () => {
  const tenant = await mintTenant();
  const envelope = {
    job: "billing.run",
    tenant: tenant.id,
    id: newId(),
    request: "r",
    payload: { schedule: "billing.run", period: "2031-05-10", at: "2031-05-10T07:00:00.000Z" },
  };
  for (let time = 0; time < 2; time++)
    expect(await dispatch(envelope, delivery)).toEqual({ kind: "done" });
  const { rows } = await real.db.app.transaction(tenant.id, (tx) =>
    tx.execute(
      sql`select body::jsonb->'payload' as payload from events where tenant_id = ${tenant.id}`,
    ),
  );
  expect(rows).toEqual([{ payload: { schedule: "billing.run", period: "2031-05-10" } }]);
});

test("only the platform's own jobs may look across tenants", async () => {
  const { asScheduler } = await import("./as-scheduler");
  const { ctx } = await mintTenant();
  await expect(asScheduler(ctx, async () => 1)).rejects.toThrow("platform's own jobs");
  const person = { ...ctx, tenantId: PLATFORM_TENANT_ID, actor: { kind: "anonymous" } as const };
  await expect(asScheduler(person, async () => 1)).rejects.toThrow("platform's own jobs");
  expect(await asScheduler(systemCtx(PLATFORM_TENANT_ID, "test"), async () => 1)).toBe(1);
});
