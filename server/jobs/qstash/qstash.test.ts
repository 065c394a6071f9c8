import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { handleJob } from "@/server/doors/jobs";
import { openQstash } from "@/server/integrations/qstash/open-qstash";
import { inTenant } from "@/server/tenancy/in-tenant";
import { contractJobs, effectJob, effects } from "@/server/testing/queue-rigs/contract-jobs";
import { TEST_ACCOUNT } from "@/server/testing/queue-rigs/qstash-parts";
import { qstashRig } from "@/server/testing/queue-rigs/qstash-rig";
import { until } from "@/server/testing/queue-rigs/rig";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { DEVELOPMENT } from "@/standins/qstash/qstash";
import { sign } from "@/standins/qstash/sign";
import { enqueue } from "../enqueue";
import { registerJobs } from "../registry";
import { schedules } from "../schedules";
import { sweepOutbox } from "./sweep-outbox";
import { syncSchedules } from "./sync-schedules";

const rig = qstashRig();
let tenant: TestTenant;
let unregister: () => void;
beforeAll(async () => {
  unregister = registerJobs(contractJobs);
  await rig.open();
});
afterAll(async () => {
  await rig.close();
  unregister();
});
beforeEach(async () => {
  tenant = await mintTenant();
});
afterEach(() => rig.stopWorking());

const ask = (label: string, runAt?: Date) =>
  inTenant(tenant.ctx, async () => enqueue(tenant.ctx, effectJob, { label }, { runAt }));
const row = async () => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ id: string; published: boolean; messageId: string | null }>(
      sql`select id, published_at is not null as published, message_id as "messageId" from job_outbox where tenant_id = ${tenant.id} and name = 'test.effect'`,
    ),
  );
  return rows[0];
};
/** A message as the vendor would bring it, with what a forger may change. */
function call(
  body: string,
  over: { key?: string; url?: string; signedBody?: string; nowMs?: number; path?: string } = {},
) {
  const url = rig.queue().doorUrl("test.effect");
  const signature = sign({
    url: over.url ?? url,
    body: over.signedBody ?? body,
    key: over.key ?? TEST_ACCOUNT.current,
    nowMs: over.nowMs ?? Date.now(),
  });
  return new Request(over.path ?? url, {
    method: "POST",
    body,
    headers: { "upstash-signature": signature },
  });
}
const later = () => new Date(Date.now() + 3_600_000);

test("a message signed with either key is let in, any other signature is refused and changes nothing", async () => {
  const id = await ask("signed", later());
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update job_outbox set run_at = now() where tenant_id = ${tenant.id}`),
  );
  const body = JSON.stringify({ tenant: tenant.id, id });
  const url = rig.queue().doorUrl("test.effect");
  const forged: [string, Request][] = [
    ["no signature", new Request(url, { method: "POST", body })],
    [
      "a signature that is none",
      new Request(url, { method: "POST", body, headers: { "upstash-signature": "a.b.c" } }),
    ],
    ["another key", call(body, { key: "sig_someone" })],
    ["another body", call(body, { signedBody: "{}" })],
    ["another address", call(body, { url: "http://elsewhere.test/api/jobs/test.effect" })],
    ["another job's address", call(body, { url: rig.queue().doorUrl("test.slow") })],
    ["an old signature", call(body, { nowMs: Date.now() - 3_600_000 })],
    ["a signature from the future", call(body, { nowMs: Date.now() + 3_600_000 })],
    ["no algorithm", call(body, { key: "" })],
  ];
  for (const [what, request] of forged)
    expect([what, (await handleJob(request)).status]).toEqual([what, 401]);
  expect(await effects(tenant.ctx, "signed")).toBe(0);
  const answer = await handleJob(call(body, { key: TEST_ACCOUNT.next }));
  expect([answer.status, await answer.text()]).toEqual([200, "done"]);
  expect((await handleJob(call(body))).status).toBe(200);
  expect(await effects(tenant.ctx, "signed")).toBe(1);
});

test("a token without a signature algorithm is refused", async () => {
  const body = "{}";
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = part({
    iss: "Upstash",
    sub: rig.queue().doorUrl("test.effect"),
    exp: 9e9,
    nbf: 0,
  });
  const mac = createHmac("sha256", "").update("").digest("base64url");
  for (const token of [
    `${part({ alg: "none" })}.${claims}.`,
    `${part({ alg: "HS512" })}.${claims}.${mac}`,
  ]) {
    const headers = { "upstash-signature": token };
    const request = new Request(rig.queue().doorUrl("test.effect"), {
      method: "POST",
      body,
      headers,
    });
    expect((await handleJob(request)).status).toBe(401);
  }
});

test("behind a proxy the address counts that is configured, not the one that was called", async () => {
  const body = JSON.stringify({ tenant: tenant.id, id: tenant.id });
  const inside = "http://10.0.0.7:3000/api/jobs/test.effect";
  expect((await handleJob(call(body, { path: inside }))).status).toBe(200);
  expect((await handleJob(call(body, { path: inside, url: inside }))).status).toBe(401);
});

test("a signed body that is no message of ours, too large a one and another method are refused", async () => {
  expect((await handleJob(call("not json"))).status).toBe(400);
  expect((await handleJob(call(JSON.stringify({ tenant: "x" })))).status).toBe(400);
  expect((await handleJob(call(JSON.stringify({ schedule: "billing.run" })))).status).toBe(400);
  expect((await handleJob(call("x".repeat(20_000)))).status).toBe(413);
  expect((await handleJob(new Request(rig.queue().doorUrl("test.effect")))).status).toBe(405);
});

test("a message cannot run another tenant's job, nor a job under another name", async () => {
  const other = await mintTenant();
  const id = await ask("mine");
  const stolen = await handleJob(call(JSON.stringify({ tenant: other.id, id })));
  expect([stolen.status, await stolen.text()]).toEqual([200, "absent"]);
  const url = rig.queue().doorUrl("test.slow");
  const body = JSON.stringify({ tenant: tenant.id, id });
  const signature = sign({ url, body, key: TEST_ACCOUNT.current, nowMs: Date.now() });
  const renamed = await handleJob(
    new Request(url, { method: "POST", body, headers: { "upstash-signature": signature } }),
  );
  expect(renamed.status).toBe(503);
  expect(await effects(tenant.ctx, "mine")).toBe(0);
});

test("the payload never leaves the database", async () => {
  await ask("confidential", later());
  const seen = [...rig.vendor().state.messages.values()].map((message) => JSON.stringify(message));
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.join()).not.toContain("confidential");
});

test("when the answer to a publish is lost, the job is published again and runs once", async () => {
  rig.vendor().fail({ on: "publish", kind: "lostAnswer" });
  await ask("lost answer");
  await rig.startWorking();
  await until("it happened", async () => (await effects(tenant.ctx, "lost answer")) === 1);
  await until("nothing waits", async () => (await rig.waiting(tenant.id)) === 0);
  expect(await effects(tenant.ctx, "lost answer")).toBe(1);
});

test("while the vendor refuses, the business goes on and the sweeper publishes later", async () => {
  for (let time = 0; time < 3; time++)
    rig.vendor().fail({ on: "publish", kind: "status", status: 500 });
  await ask("refused");
  expect(await row()).toMatchObject({ published: false });
  await rig.startWorking();
  await until("it happened", async () => (await effects(tenant.ctx, "refused")) === 1);
});

test("a message brought twice takes effect once", async () => {
  rig.vendor().fail({ on: "deliver", kind: "twice" });
  await rig.startWorking();
  await ask("twice");
  await until("nothing waits", async () => (await rig.waiting(tenant.id)) === 0);
  expect(await effects(tenant.ctx, "twice")).toBe(1);
});

test("a job whose message the vendor gave up is published anew", async () => {
  await ask("given up", later());
  rig.vendor().state.messages.clear();
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`update job_outbox set run_at = now() - interval '1 hour', published_at = now() - interval '1 hour' where tenant_id = ${tenant.id}`,
    ),
  );
  await rig.startWorking();
  await until("nothing waits", async () => (await rig.waiting(tenant.id)) === 0);
  expect(await effects(tenant.ctx, "given up")).toBe(1);
});

test("a job beyond the vendor's horizon waits in our table until it comes near", async () => {
  await ask("far", new Date(Date.now() + 40 * 86_400_000));
  expect(await row()).toMatchObject({ published: false });
  await sweepOutbox(rig.queue(), { unpublishedMs: 0 });
  expect(await row()).toMatchObject({ published: false });
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`update job_outbox set run_at = now() + interval '2 hours' where tenant_id = ${tenant.id}`,
    ),
  );
  await sweepOutbox(rig.queue(), { unpublishedMs: 0 });
  expect(await row()).toMatchObject({ published: true });
});

test("after the vendor's keys were rotated its messages are still let in", async () => {
  await rig.startWorking();
  const { state } = rig.vendor();
  const before = state.keys;
  state.keys = { current: before.next, next: "sig_third" };
  await ask("rotated");
  await until("nothing waits", async () => (await rig.waiting(tenant.id)) === 0);
  expect(await effects(tenant.ctx, "rotated")).toBe(1);
  state.keys = before;
});

test("the vendor's schedules are made to agree with ours and others' are left alone", async () => {
  const { remote } = rig.queue();
  const url = rig.queue().doorUrl("schedule.fanOut");
  await remote.putSchedule({ id: "trama.gone", cron: "0 0 * * *", url, body: "{}" });
  await remote.putSchedule({ id: "someone.else", cron: "0 0 * * *", url, body: "{}" });
  expect(await syncSchedules(rig.queue())).toEqual({
    put: Object.keys(schedules).length,
    removed: 1,
  });
  expect(await syncSchedules(rig.queue())).toMatchObject({ removed: 0 });
  const ids = (await remote.listSchedules()).map(({ id }) => id).toSorted();
  expect(ids).toEqual(
    [...Object.keys(schedules).map((name) => `trama.${name}`), "someone.else"].toSorted(),
  );
});

test("a tick of the vendor's schedule asks for each tenant's job once, also when it is brought twice", async () => {
  await syncSchedules(rig.queue());
  const { state } = rig.vendor();
  for (const schedule of state.schedules.values())
    schedule.isPaused = schedule.scheduleId !== "trama.monitoring.poll";
  await rig.startWorking();
  rig.vendor().fail({ on: "deliver", kind: "twice" });
  await rig.vendor().advance(300_000);
  state.schedules.clear();
  const ticks = async () => {
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ periods: number; runs: number }>(sql`
        select (select count(*)::int from schedule_runs where tenant_id = ${tenant.id} and schedule = 'monitoring.poll') as periods,
          (select count(*)::int from job_runs where tenant_id = ${tenant.id} and name = 'monitoring.poll') as runs`),
    );
    return rows[0];
  };
  await until("the job ran", async () => ((await ticks())?.runs ?? 0) > 0);
  const seen = await ticks();
  expect(seen?.runs).toBe(seen?.periods);
});

test("production refuses the development server's public keys", () => {
  const config = {
    baseUrl: "https://qstash.test",
    token: "mine",
    currentSigningKey: "sig_a",
    nextSigningKey: "sig_b",
  };
  const open =
    (over: object, production = true) =>
    () =>
      openQstash({ ...config, ...over, production });
  expect(open({ token: DEVELOPMENT.token })).toThrow("production needs your own");
  expect(open({ currentSigningKey: DEVELOPMENT.current })).toThrow("production needs your own");
  expect(open({ nextSigningKey: DEVELOPMENT.next })).toThrow("production needs your own");
  expect(open({})).not.toThrow();
  expect(open({ token: DEVELOPMENT.token }, false)).not.toThrow();
});

test("where the queue is another driver there is no such door", async () => {
  const chosen = composition();
  setComposition({
    ...chosen,
    queue: { driver: "graphile", enqueueInTransaction: async () => undefined },
  });
  expect((await handleJob(call("{}"))).status).toBe(404);
  setComposition(chosen);
});
