import { createHmac, timingSafeEqual } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverEvents } from "@/server/events/deliver-events";
import type { JobDelivery } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { overdueSuspend } from "@/server/modules/billing/dunning/climb-ladder";
import { createEndpoint } from "@/server/modules/hub/create-endpoint";
import { deliverWebhook } from "@/server/modules/hub/deliver-webhook";
import { enforceServices } from "@/server/modules/subscriptions/enforce-services";
import { setOutboundSeams } from "@/server/outbound/seams";
import { forgetPanics } from "@/server/panic/active-panics";
import { switchPanicOff } from "@/server/panic/switch-panic-off";
import { switchPanicOn } from "@/server/panic/switch-panic-on";
import { addDays } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { type HttpListener, listenHttp } from "@/server/testing/http-listener";
import { mintService, mintServiceScene, type ServiceScene } from "@/server/testing/service-scene";

const SCOPES = [
  ...["service.read", "service.suspend", "collection.read", "collection.manage"],
  ...["message.send", "message.read", "payment.record", "invoice.read"],
];

let server: Awaited<ReturnType<typeof startTestServer>>;
let receiver: HttpListener;
let scene: ServiceScene;
let secret: string;
let signingSecret: string;
let serviceId: string;
let invoiceId: string;

const now = () => new Date();
const today = () => now().toISOString().slice(0, 10);
const job = (): JobDelivery => ({
  ...{ jobId: newId(), name: "test", attempt: 1, timeoutMs: 600_000 },
  ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 600_000) },
});
const system = (): Ctx => ({ ...scene.tenant.ctx, now: now() });
const run = async <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  (await inTenant(scene.tenant.ctx, (tx) => tx.execute<T>(query))).rows;

beforeAll(async () => {
  receiver = await listenHttp();
  setOutboundSeams({ allowLoopbackPorts: [receiver.port] });
  scene = await mintServiceScene();
  serviceId = await mintService(scene);
  const owner = { ...scene.owner, now: now() };
  await refreshHosts();
  server = await startTestServer();
  ({ secret } = await createApiKey(owner, { name: "n8n", scopes: SCOPES }));
  ({ secret: signingSecret } = await createEndpoint(owner, {
    ...{ url: `${receiver.origin}/hook`, description: "" },
    eventNames: ["invoice.*", "service.*", "payment.*", "promise.*", "collectionTask.*"],
  }));
  invoiceId = newId();
  await run(
    sql`update customers set email = 'rosa@customer.example' where id = ${scene.customerId}`,
  );
  await run(sql`insert into invoices (id, tenant_id, customer_id, kind, number, full_number, document_status, currency, net_minor,
      tax_minor, total_minor, open_minor, issued_on, due_on, recipient)
    values (${invoiceId}, ${scene.tenant.id}, ${scene.customerId}, 'recurring', 1, 'NV01-1', 'finalized', 'PEN', 10000, 0, 10000,
      10000, ${addDays(today(), -20)}, ${addDays(today(), -4)}, '{}')`);
  await run(sql`insert into customer_balances (tenant_id, customer_id, currency, receivable_minor, credit_minor)
    values (${scene.tenant.id}, ${scene.customerId}, 'PEN', 10000, 0)`);
});
afterAll(async () => {
  setOutboundSeams({});
  await Promise.all([server.close(), receiver.close()]);
});

const post = (path: string, body: unknown, key = newId()) =>
  server.send(hostOf(scene.tenant.slug), {
    ...{ method: "POST", path: `/api/v1${path}`, body: JSON.stringify(body) },
    headers: {
      authorization: `Bearer ${secret}`,
      ...{ "content-type": "application/json", "idempotency-key": key },
    },
  });

/** Standard Webhooks as its text says: HMAC-SHA256 of `id.timestamp.body` under the base64 of the secret. */
function isSigned(headers: Record<string, unknown>, body: string): boolean {
  const key = Buffer.from(signingSecret.replace(/^whsec_/, ""), "base64");
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const expected = createHmac("sha256", key).update(signed).digest();
  return String(headers["webhook-signature"])
    .split(" ")
    .some((one) => {
      const given = Buffer.from(one.replace(/^v1,/, ""), "base64");
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}

/** Lets the product hand out its facts and carry out its commands; gives what the client heard since, each checked. */
async function heard(): Promise<string[]> {
  receiver.requests.length = 0;
  await enforceServices.handle(system(), {}, job());
  await deliverEvents.handle(system(), {}, job());
  const pending = await run<{ id: string; attempts: number }>(
    sql`select id, attempts from webhook_deliveries where status = 'pending' order by id`,
  );
  for (const { id, attempts } of pending)
    await deliverWebhook.handle(system(), { deliveryId: id, attempt: attempts + 1 }, job());
  for (const { headers, body } of receiver.requests) expect(isSigned(headers, body)).toBe(true);
  return receiver.requests.map(({ body }) => (JSON.parse(body) as { type: string }).type);
}

test("a program outside walks the loop by signed webhooks and the API alone, each call once, under the staff's guards", async () => {
  const tick = { schedule: "overdue.suspend", period: "p", at: now().toISOString(), after: null };
  await overdueSuspend.handle(system(), tick, job());
  expect(await heard()).toContain("invoice.overdue");

  const key = newId();
  const reminded = await post("/messages", { invoiceId }, key);
  expect(reminded.status).toBe(200);
  expect((await post("/messages", { invoiceId }, key)).json()).toEqual(reminded.json());
  const { messageId } = reminded.json<{ messageId: string }>();
  const sent = await run(sql`select count(*)::int as n from messages
    where id = ${messageId} and event = 'billing.overdueReminder'`);
  expect(sent).toEqual([{ n: 1 }]);

  const held = await post(`/services/${serviceId}/suspend`, { reason: "asked by n8n" });
  expect(held.json()).toMatchObject({ holds: ["admin"], desired: "off" });
  expect(await heard()).toEqual(
    expect.arrayContaining(["service.holdPlaced", "service.suspendRequested", "service.suspended"]),
  );

  const task = { customerId: scene.customerId, amountMinor: 10_000 };
  expect((await post("/collection-tasks", task)).status).toBe(200);
  const promised = await post("/promises", { customerId: scene.customerId, dueOn: today() });
  expect(promised.json()).toMatchObject({ status: "open", origin: "api" });
  expect(await heard()).toEqual(
    expect.arrayContaining(["collectionTask.created", "promise.granted"]),
  );
  // What was promised is not asked for, by whomever.
  const refused = await post("/messages", { invoiceId });
  expect([refused.status, refused.text]).toEqual([
    409,
    expect.stringContaining("reminder_promised"),
  ]);

  const paid = { customerId: scene.customerId, method: "transfer", amountMinor: 10_000 };
  expect((await post("/payments", paid)).status).toBe(200);
  expect(await heard()).toEqual(
    expect.arrayContaining(["payment.received", "invoice.paid", "promise.kept"]),
  );
  const back = await post(`/services/${serviceId}/reconnect`, { reason: "asked by n8n" });
  expect(back.json()).toMatchObject({ holds: [], desired: "on" });
  expect(await heard()).toContain("service.reconnected");
});

test("panic holds a program's cut and its words back as it does the staff's, and a key without the scope does nothing", async () => {
  const owner = { ...scene.owner, now: now() };
  const frozen = { scope: "*", reason: "drill", minHoldMinutes: 0 };
  const { id: cuts } = await switchPanicOn(owner, { ...frozen, actionClass: "cut" });
  const { id: dunning } = await switchPanicOn(owner, { ...frozen, actionClass: "dunning" });
  forgetPanics(scene.tenant.id);
  const words = await post("/messages", { invoiceId });
  expect([words.status, words.text]).toEqual([409, expect.stringContaining("reminder_frozen")]);
  await post(`/services/${serviceId}/suspend`, { reason: "asked by n8n" });
  expect(await heard()).not.toContain("service.suspended");
  for (const switchId of [cuts, dunning])
    await switchPanicOff(owner, { switchId, force: true, reason: "drill over" });
  forgetPanics(scene.tenant.id);
  await post(`/services/${serviceId}/reconnect`, { reason: "asked by n8n" });
  const { secret: reader } = await createApiKey(owner, {
    name: "reader",
    scopes: ["service.read"],
  });
  secret = reader;
  for (const path of [`/services/${serviceId}/suspend`, "/messages", "/collection-tasks"])
    expect((await post(path, { reason: "not mine", invoiceId, ...taskOf() })).status).toBe(403);
});

const taskOf = () => ({ customerId: scene.customerId, amountMinor: 100 });
