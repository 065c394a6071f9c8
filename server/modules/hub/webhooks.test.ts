import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { deliverEvents } from "@/server/events/deliver-events";
import { record } from "@/server/events/record";
import type { JobDelivery } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import { forgetLanes } from "@/server/outbound/lanes";
import { setOutboundSeams } from "@/server/outbound/seams";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type HttpListener, listenHttp } from "@/server/testing/http-listener";
import { asJobs, graphileRig } from "@/server/testing/queue-rigs/graphile-rig";
import type { Ctx } from "@/server/tenancy/context";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { createEndpoint } from "./create-endpoint";
import { deleteEndpoint } from "./delete-endpoint";
import { deliverWebhook } from "./deliver-webhook";
import { listAttempts } from "./list-attempts";
import { listDeliveries } from "./list-deliveries";
import { listEndpoints } from "./list-endpoints";
import { pauseEndpoint } from "./pause-endpoint";
import { replayDelivery } from "./replay-delivery";
import { replayFailedSince } from "./replay-failed-since";
import { resumeEndpoint } from "./resume-endpoint";
import { rotateSecret } from "./rotate-secret";
import type { DeliveryDto } from "./schema";
import { sendTestWebhook } from "./send-test-webhook";
import { updateEndpoint } from "./update-endpoint";

let tenant: TestTenant;
let receiver: HttpListener;
let elsewhere: HttpListener;
/** What the receiver answers. */
let answer: { status: number; headers?: Record<string, string>; body?: string };

beforeAll(async () => {
  receiver = await listenHttp((_request, response) => {
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body ?? "thanks\u0000");
  });
  elsewhere = await listenHttp();
});
beforeEach(async () => {
  tenant = await mintTenant();
  answer = { status: 200 };
  receiver.requests.length = 0;
  forgetLanes();
  setOutboundSeams({ allowLoopbackPorts: [receiver.port, elsewhere.port] });
});
afterEach(() => setOutboundSeams({}));
afterAll(() => Promise.all([receiver.close(), elsewhere.close()]));

const job = (): JobDelivery => ({
  jobId: newId(),
  name: "test",
  attempt: 1,
  signal: new AbortController().signal,
  deadline: new Date(Date.now() + 60_000),
  timeoutMs: 60_000,
});

const endpoint = (eventNames: string[] = []) =>
  createEndpoint(tenant.ctx, { url: `${receiver.origin}/hook`, description: "", eventNames });

const state = (of = tenant) =>
  inTenant(of.ctx, async () =>
    record(of.ctx, "domain.verified", {
      entity: { type: "domain", id: newId() },
      payload: { host: "x.example", face: "staff" },
    }),
  );

/** Hands out what was stated, and makes the next attempt of every delivery that is pending. */
async function deliver(): Promise<void> {
  await deliverEvents.handle(tenant.ctx, {}, job());
  await attemptAll();
}

async function attemptAll(): Promise<void> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ id: string; attempts: number }>(
      sql`select id, attempts from webhook_deliveries where status = 'pending' order by id`,
    ),
  );
  for (const { id, attempts } of rows)
    await deliverWebhook.handle(tenant.ctx, { deliveryId: id, attempt: attempts + 1 }, job());
}

async function deliveriesOf(endpointId: string): Promise<DeliveryDto[]> {
  return (await listDeliveries(tenant.ctx, { endpointId, limit: 100 })).items;
}

const only = async (endpointId: string): Promise<DeliveryDto> => {
  const [delivery, ...more] = await deliveriesOf(endpointId);
  if (!delivery || more.length > 0) throw new Error("not exactly one delivery");
  return delivery;
};

const signatures = () =>
  receiver.requests.map(({ headers }) => String(headers["webhook-signature"]).split(" ").length);

test("a fact arrives signed, through the real queue, and an independent library accepts it", async () => {
  const { id, secret } = await endpoint(["domain.*"]);
  const rig = graphileRig();
  await rig.startWorking();
  try {
    const eventId = await state();
    await expect.poll(() => receiver.requests.length, { timeout: 30_000 }).toBe(1);
    await expect.poll(async () => (await only(id)).status).toBe("delivered");
    const [request] = receiver.requests;
    const body = new Webhook(secret).verify(
      request?.body ?? "",
      request?.headers as Record<string, string>,
    );
    expect(body).toMatchObject({
      type: "domain.verified",
      data: { eventId, truncated: false, payload: { host: "x.example", face: "staff" } },
    });
    expect(request?.headers).toMatchObject({
      "content-type": "application/json",
      "webhook-id": `msg_${eventId}`,
    });
    const attempts = await listAttempts(tenant.ctx, { deliveryId: (await only(id)).id });
    expect(attempts).toMatchObject([{ attempt: 1, ok: true, statusCode: 200 }]);
  } finally {
    await rig.stopWorking();
  }
});

test("an endpoint gets only what it asked for, and nothing from before it was there", async () => {
  await state();
  await endpoint();
  const { id } = await endpoint(["integration.*"]);
  const all = await endpoint();
  await deliver();
  await state();
  await deliver();
  expect(await deliveriesOf(id)).toEqual([]);
  const names = (await deliveriesOf(all.id)).map(({ eventName }) => eventName);
  expect(names.filter((name) => name === "domain.verified").length).toBe(1);
});

test("the same facts delivered twice at once make each delivery once", async () => {
  const { id } = await endpoint(["domain.*"]);
  await Promise.all(Array.from({ length: 6 }, () => state()));
  await Promise.all(Array.from({ length: 4 }, () => deliverEvents.handle(tenant.ctx, {}, job())));
  expect((await deliveriesOf(id)).length).toBe(6);
});

test("a failure is retried under the same id with a new timestamp, and Retry-After is honoured", async () => {
  const { id } = await endpoint(["domain.*"]);
  await state();
  answer = { status: 503, headers: { "retry-after": "120" }, body: "busy" };
  const before = Date.now();
  await deliver();
  const delivery = await only(id);
  expect(delivery).toMatchObject({ status: "pending", attempts: 1 });
  const waitMs = new Date(delivery.nextAttemptAt ?? 0).getTime() - before;
  expect(waitMs).toBeGreaterThanOrEqual(119_000);
  expect(waitMs).toBeLessThan(125_000);
  const { rows } = await asJobs<{ run_at: Date }>(
    "select run_at from graphile_worker.jobs where key like $1 || ':webhooks.deliver:%.2'",
    [tenant.id],
  );
  expect(rows.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  answer = { status: 200 };
  await attemptAll();
  expect(await only(id)).toMatchObject({ status: "delivered", attempts: 2 });
  const [first, second] = receiver.requests.map(({ headers }) => headers);
  expect(first?.["webhook-id"]).toBe(second?.["webhook-id"]);
  expect(first?.["webhook-timestamp"]).not.toBe(second?.["webhook-timestamp"]);
  expect((await listEndpoints(tenant.ctx))[0]?.failingSince).toBeNull();
});

test("an attempt that was already written down is not made again", async () => {
  const { id } = await endpoint(["domain.*"]);
  await state();
  await deliver();
  const { id: deliveryId } = await only(id);
  await deliverWebhook.handle(tenant.ctx, { deliveryId, attempt: 1 }, job());
  await deliverWebhook.handle(tenant.ctx, { deliveryId, attempt: 2 }, job());
  expect(receiver.requests.length).toBe(1);
});

test("two workers that make the same attempt write it down once", async () => {
  const { id } = await endpoint(["domain.*"]);
  await state();
  await deliverEvents.handle(tenant.ctx, {}, job());
  const { id: deliveryId } = await only(id);
  await Promise.all(
    [1, 1].map((attempt) => deliverWebhook.handle(tenant.ctx, { deliveryId, attempt }, job())),
  );
  expect((await listAttempts(tenant.ctx, { deliveryId })).length).toBe(1);
  expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
});

test("410 switches the endpoint off at once, states it and mails who manages the tenant", async () => {
  const { id } = await endpoint(["domain.*"]);
  const owner = await mintStaff(tenant, "owner");
  await mintStaff(tenant, "technician");
  const mails: string[] = [];
  const { mail } = composition();
  Object.assign(composition(), {
    mail: {
      ...mail,
      // Jobs that other tests left in this database send mails too.
      send: async (ctx: Ctx, { to }: { to: { address: string } }) => {
        if (ctx.tenantId === tenant.id) mails.push(to.address);
        return { messageId: "1" };
      },
    },
  });
  const rig = graphileRig();
  await rig.startWorking();
  try {
    answer = { status: 410 };
    await state();
    await expect
      .poll(async () => (await listEndpoints(tenant.ctx))[0], { timeout: 30_000 })
      .toMatchObject({ status: "disabled", disabledReason: "gone" });
    await expect.poll(() => mails, { timeout: 30_000 }).toEqual([owner.email]);
    expect(await only(id)).toMatchObject({ status: "failed", attempts: 1 });
    await state();
    await deliverEvents.handle(tenant.ctx, {}, job());
    expect((await deliveriesOf(id)).length).toBe(1);
  } finally {
    await rig.stopWorking();
    Object.assign(composition(), { mail });
  }
});

test("ten failed attempts end the round; after three days of failures they switch the endpoint off", async () => {
  const { id } = await endpoint(["domain.*"]);
  await state();
  answer = { status: 500 };
  await deliver();
  for (let attempt = 2; attempt <= 10; attempt++) await attemptAll();
  expect(await only(id)).toMatchObject({ status: "failed", attempts: 10, nextAttemptAt: null });
  expect((await listEndpoints(tenant.ctx))[0]).toMatchObject({ status: "active" });
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update webhook_endpoints set failing_since = now() - interval '73 hours'`),
  );
  await state();
  await deliver();
  for (let attempt = 2; attempt <= 10; attempt++) await attemptAll();
  expect((await listEndpoints(tenant.ctx))[0]).toMatchObject({
    status: "disabled",
    disabledReason: "failing",
  });
});

test("redirects are not followed and count as failures", async () => {
  const { id } = await endpoint(["domain.*"]);
  await state();
  answer = { status: 302, headers: { location: `${elsewhere.origin}/inside` } };
  await deliver();
  expect(elsewhere.requests).toEqual([]);
  const { id: deliveryId } = await only(id);
  expect(await listAttempts(tenant.ctx, { deliveryId })).toMatchObject([
    { ok: false, statusCode: 302 },
  ]);
});

test("an address inside is refused when typed, and when its name later leads inside", async () => {
  setOutboundSeams({});
  for (const url of [
    `http://127.0.0.1:${receiver.port}/`,
    "http://metadata/",
    "https://user:pw@x.example/",
    "https://x.example:8443/",
  ])
    await expect(
      createEndpoint(tenant.ctx, { url, description: "", eventNames: [] }),
    ).rejects.toMatchObject({ code: "invalid" });
  const resolve = async () => ["10.0.0.7"];
  const hits: string[] = [];
  setOutboundSeams({
    resolve,
    dial: (host, port) => {
      hits.push(`${host}:${port}`);
      return { host: "127.0.0.1", port: receiver.port };
    },
  });
  const { id } = await createEndpoint(tenant.ctx, {
    url: "http://rebound.example/",
    description: "",
    eventNames: ["domain.*"],
  });
  await state();
  await deliver();
  expect({ hits, requests: receiver.requests.length }).toEqual({ hits: [], requests: 0 });
  const { id: deliveryId } = await only(id);
  expect(await listAttempts(tenant.ctx, { deliveryId })).toMatchObject([
    { ok: false, statusCode: null, error: expect.stringMatching(/refused/) },
  ]);
});

test("during a rotation both secrets sign; when the old one has expired it signs no more", async () => {
  const { id, secret: old } = await endpoint(["domain.*"]);
  const { secret } = await rotateSecret(tenant.ctx, { endpointId: id, overlapHours: 1 });
  await state();
  await deliver();
  const [request] = receiver.requests;
  const headers = request?.headers as Record<string, string>;
  for (const one of [old, secret]) new Webhook(one).verify(request?.body ?? "", headers);
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update webhook_endpoints set previous_secret_expires_at = now()`),
  );
  await state();
  await deliver();
  expect(signatures()).toEqual([2, 1]);
});

test("a paused endpoint loses nothing: what waited is sent when it is resumed", async () => {
  const { id } = await endpoint(["domain.*"]);
  await pauseEndpoint(tenant.ctx, { endpointId: id });
  await state();
  await deliver();
  expect(await only(id)).toMatchObject({ status: "pending", nextAttemptAt: null });
  expect(receiver.requests.length).toBe(0);
  await expect(sendTestWebhook(tenant.ctx, { endpointId: id })).rejects.toMatchObject({
    code: "conflict",
  });
  await resumeEndpoint(tenant.ctx, { endpointId: id });
  await attemptAll();
  expect(await only(id)).toMatchObject({ status: "delivered" });
});

test("a test goes to one endpoint; a replay keeps the message id; failures are replayed by choice", async () => {
  const { id } = await endpoint(["domain.*"]);
  const other = await endpoint();
  const sent = await sendTestWebhook(tenant.ctx, { endpointId: id });
  await deliver();
  expect((await deliveriesOf(other.id)).map(({ eventName }) => eventName)).not.toContain(
    "webhook.test.requested",
  );
  await replayDelivery(tenant.ctx, { deliveryId: sent.id });
  await attemptAll();
  const ids = receiver.requests.map(({ headers }) => headers["webhook-id"]);
  expect(ids.filter((messageId) => messageId === sent.messageId).length).toBe(2);
  const since = new Date(Date.now() - 60_000).toISOString();
  expect(await replayFailedSince(tenant.ctx, { endpointId: id, since })).toEqual({
    deliveries: 0,
  });
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update webhook_deliveries set status = 'failed' where id = ${sent.id}`),
  );
  expect(await replayFailedSince(tenant.ctx, { endpointId: id, since })).toEqual({
    deliveries: 1,
  });
});

test("a deleted endpoint is gone, its waiting deliveries are cancelled, its log stays", async () => {
  const { id } = await endpoint(["domain.*"]);
  await state();
  await deliverEvents.handle(tenant.ctx, {}, job());
  await deleteEndpoint(tenant.ctx, { endpointId: id });
  await attemptAll();
  expect(receiver.requests.length).toBe(0);
  expect(await listEndpoints(tenant.ctx)).toEqual([]);
  expect(await only(id)).toMatchObject({ status: "cancelled" });
  await expect(
    updateEndpoint(tenant.ctx, { endpointId: id, description: "x" }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("secrets are shown once, never listed, and not in the database as they are", async () => {
  const { secret } = await endpoint();
  const bare = secret.slice("whsec_".length);
  expect(JSON.stringify(await listEndpoints(tenant.ctx))).not.toContain(bare);
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select w::text as text from webhook_endpoints w`),
  );
  expect(JSON.stringify(rows)).not.toContain(bare);
  const { rows: bodies } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select body from events`),
  );
  expect(JSON.stringify(bodies)).not.toContain(bare);
});

test("who may not manage webhooks is refused, and another tenant's endpoint is not found", async () => {
  const agent = await mintStaff(tenant, "agent");
  const { id } = await endpoint();
  await expect(
    createEndpoint(agent.ctx, { url: receiver.origin, description: "", eventNames: [] }),
  ).rejects.toMatchObject({ code: "forbidden" });
  const other = await mintTenant();
  for (const verb of [pauseEndpoint, deleteEndpoint, sendTestWebhook, resumeEndpoint])
    await expect(verb(other.ctx, { endpointId: id })).rejects.toMatchObject({
      code: "not_found",
    });
});

test("a tenant that has lost the feature sends nothing more, though its endpoint is still there", async () => {
  const { id } = await endpoint(["domain.*"]);
  const set = (enabled: boolean) =>
    composition().db.platform.transaction(tenant.id, (tx) =>
      tx.execute(sql`insert into tenant_flags (tenant_id, flag, enabled) values (${tenant.id}, 'webhooks', ${enabled})
        on conflict (tenant_id, flag) do update set enabled = excluded.enabled`),
    );
  await set(false);
  await state();
  await deliver();
  expect(await deliveriesOf(id)).toEqual([]);
  await set(true);
  await state();
  await deliver();
  expect(await only(id)).toMatchObject({ status: "delivered" });
});
