import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { takeForReactions } from "@/server/events/take-for-reactions";
import type { JobDelivery } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { playPlan, playPost } from "@/server/testing/billing-run/play-run";
import { addService, openScene, type Scene } from "@/server/testing/billing-run/scene";
import { asJobs } from "@/server/testing/queue-rigs/graphile-rig";
import { messageLog, mintCustomer } from "@/server/testing/whatsapp-scene";
import { tellRun } from "./tell-run";

const CUSTOMERS = 5;
const NOON = "2027-03-01T17:00:00Z";
type Payload = { runId: string; after: string; last: string };

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});

const ask = async <T>(query: ReturnType<typeof sql>) =>
  (await inTenant(scene.tenant.ctx, (tx) => tx.execute(query))).rows as T[];

const delivery = (jobId: string): JobDelivery => ({
  ...{ jobId, name: "billing.tellRun", attempt: 1, signal: new AbortController().signal },
  ...{ deadline: new Date(Date.now() + 60_000), timeoutMs: 60_000 },
});
const tell = (payload: Payload, jobId = newId()) =>
  tellRun.handle(scene.at(NOON), payload, delivery(jobId));

/** A posted run of five customers in chunks of two. Gives what its jobs were told, a chunk each. */
async function posted(): Promise<Payload[]> {
  for (let i = 0; i < CUSTOMERS; i++)
    await addService(scene, {
      customerId: await mintCustomer(scene.tenant),
      startedOn: "2027-03-01",
    });
  const ctx = scene.at(NOON);
  const { id } = await playPlan(ctx);
  expect(await playPost(ctx, id, 2)).toMatchObject({ status: "posted", invoices: CUSTOMERS });
  return (await jobs("billing.tellRun")).map(({ data }) => data as Payload);
}

/** The tenant's jobs of that name as they wait in the queue. */
async function jobs(name: string): Promise<{ data: unknown }[]> {
  const { rows } = await asJobs<{ data: unknown }>(
    "select payload->'payload' as data from graphile_worker._private_jobs where payload->>'tenant' = $1 and payload->>'job' = $2 order by id",
    [scene.tenant.id, name],
  );
  return rows;
}

test("a run tells each customer once of its document, chunk by chunk", async () => {
  const chunks = await posted();
  expect(chunks).toHaveLength(3);
  for (const payload of chunks) await tell(payload);
  const log = await messageLog(scene.tenant);
  expect(log).toHaveLength(CUSTOMERS);
  expect(new Set(log.map((row) => row["customer_id"])).size).toBe(CUSTOMERS);
  expect(log[0]).toMatchObject({
    ...{ event: "billing.invoiceIssued", status: "queued", entity_type: "invoice" },
    params: { number: "NV01-00000001", total: "59.90 PEN", dueOn: "2027-03-11" },
  });
});

test("killed in the middle, delivered twice, two at once: one message a customer", async () => {
  const [first, second, third] = await posted();
  if (!first || !second || !third) throw new Error("three chunks");
  const jobId = newId();
  // Dies before its commit: nothing of it stands.
  const dying = { ...delivery(jobId), signal: AbortSignal.abort() };
  await expect(tellRun.handle(scene.at(NOON), first, dying)).rejects.toThrow("outlived its lease");
  expect(await messageLog(scene.tenant)).toEqual([]);
  await tell(first, jobId);
  await tell(first, jobId);
  // The same chunk as another job, as after a crash that lost which one it was.
  await Promise.all([tell(first), tell(second), tell(second)]);
  await tell(third);
  expect(await messageLog(scene.tenant)).toHaveLength(CUSTOMERS);
});

test("no message while the policy is off; who has no address is in the log with the reason", async () => {
  const chunks = await posted();
  await ask(
    sql`update customers set phone = null, email = case when id = any(select id from customers order by id limit 2) then email end`,
  );
  await ask(sql`insert into notification_policies (tenant_id, event, audience, enabled, channels, template, language, quiet_hours)
    values (${scene.tenant.id}, 'billing.invoiceIssued', 'customer', false, '["email"]', 'billing.invoiceIssued', 'customer', true)`);
  for (const payload of chunks) await tell(payload);
  expect(await messageLog(scene.tenant)).toEqual([]);
  await ask(sql`update notification_policies set enabled = true`);
  for (const payload of chunks) await tell(payload);
  const fates = (await messageLog(scene.tenant)).map((row) => row["reason"]);
  expect(fates.toSorted()).toEqual(["", "", "no_address", "no_address", "no_address"]);
});

test("a document that was voided before its turn is no news", async () => {
  const [first] = await posted();
  if (!first) throw new Error("three chunks");
  await ask(
    sql`update invoices set document_status = 'voided', open_minor = 0 where customer_id <= ${first.last}`,
  );
  await tell(first);
  expect(await messageLog(scene.tenant)).toEqual([]);
});

test("the single reaction takes up no document of a run: not one job for a hundred thousand facts", async () => {
  await posted();
  const events = await ask<{
    id: string;
    seq: number;
    name: string;
    entityType: string;
    entityId: string;
    body: string;
  }>(sql`select id, seq::float8 as seq, name, entity_type as "entityType", entity_id as "entityId", body from events
    where name = 'invoice.created'`);
  expect(events).toHaveLength(CUSTOMERS);
  await inTenant(scene.tenant.ctx, (tx) =>
    takeForReactions.take(
      scene.tenant.ctx,
      tx,
      events.map((event) => ({ ...event, occurredAt: new Date(NOON) })),
    ),
  );
  expect(await jobs("events.react")).toEqual([]);
});
