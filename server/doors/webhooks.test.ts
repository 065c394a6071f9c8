import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { GET, POST } from "@/app/api/webhooks/[...path]/route";
import { newId } from "@/server/kernel/ids";
import { readNotice } from "@/server/modules/notifications/read-notice";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import {
  APP_SECRET,
  connectWhatsapp,
  deliver,
  messageLog,
  NOON,
  remind,
  serveWhatsapp,
  VERIFY_TOKEN,
} from "@/server/testing/whatsapp-scene";
import { WhatsappStandin } from "@/standins/whatsapp/handler";
import { inboundNotice, signatureOf, statusNotice } from "@/standins/whatsapp/statuses";

let server: Awaited<ReturnType<typeof startTestServer>>;
let whatsapp: Awaited<ReturnType<typeof serveWhatsapp>>;
let tenant: TestTenant;
let integrationId: string;
beforeAll(async () => {
  server = await startTestServer();
  whatsapp = await serveWhatsapp();
});
beforeEach(async () => {
  tenant = await mintTenant();
  whatsapp.scene.standin = new WhatsappStandin();
  integrationId = await connectWhatsapp(tenant, whatsapp.scene.standin);
  await refreshHosts();
});
afterAll(async () => {
  await whatsapp.stop();
  await server.close();
});

const standin = () => whatsapp.scene.standin;
const path = (id = integrationId) => `/api/webhooks/whatsapp/${id}`;
const post = (body: string, signature = signatureOf(body, APP_SECRET), of = tenant, id?: string) =>
  server.send(hostOf(of.slug), {
    ...{ method: "POST", path: path(id), body },
    headers: { "x-hub-signature-256": signature },
  });
const ask = (query: Record<string, string>) =>
  server.send(hostOf(tenant.slug), { path: `${path()}?${new URLSearchParams(query).toString()}` });
type Row = Record<string, unknown>;
async function rows(query: ReturnType<typeof sql>): Promise<Row[]> {
  return (await inTenant(tenant.ctx, (tx) => tx.execute(query))).rows;
}
const notices = () =>
  rows(sql`select * from inbound_webhooks where tenant_id = ${tenant.id} order by received_at, id`);
/** Works on everything that waits, as the worker would. */
async function work(): Promise<void> {
  for (const { id } of await notices())
    await readNotice.handle(
      systemCtx(tenant.id, "test", { now: NOON }),
      { noticeId: String(id) },
      {
        ...{ jobId: newId(), name: "notifications.readNotice", attempt: 1, timeoutMs: 60_000 },
        ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 60_000) },
      },
    );
}
/** A reminder that WhatsApp took. */
async function sentReminder() {
  const id = await remind(tenant);
  await deliver(tenant, id);
  const message = standin().taken.at(-1);
  if (!message) throw new Error("nothing was taken");
  return message;
}
const facts = async () =>
  (
    await rows(
      sql`select name from events where tenant_id = ${tenant.id} and name like 'message.%' order by seq`,
    )
  ).map(({ name }) => name);
const spent = async () =>
  Number(
    (await rows(sql`select spent from message_budgets where tenant_id = ${tenant.id}`))[0]?.[
      "spent"
    ],
  );

test("the handshake gives the challenge back as plain text, to who knows the token and nobody else", async () => {
  const right = {
    ...{ "hub.mode": "subscribe", "hub.challenge": "1158201444" },
    "hub.verify_token": VERIFY_TOKEN,
  };
  const reply = await ask(right);
  expect([reply.status, reply.text]).toEqual([200, "1158201444"]);
  expect(reply.headers["content-type"]).toMatch(/^text\/plain/);
  expect((await ask({ ...right, "hub.verify_token": "guess" })).status).toBe(403);
  expect((await ask({ ...right, "hub.mode": "other" })).status).toBe(403);
  expect((await ask({ ...right, "hub.challenge": "<script>" })).status).toBe(403);
  expect((await ask({})).status).toBe(403);
});

test("a notice is written down word for word before the answer, however it is escaped, and once", async () => {
  const body = inboundNotice(standin());
  expect(body).toContain("\\u00d1");
  for (const _ of [1, 2, 3]) expect((await post(body)).status).toBe(200);
  expect(await notices()).toMatchObject([{ body, status: "waiting", provider: "whatsapp" }]);
  await work();
  expect(await notices()).toMatchObject([{ body, status: "done" }]);
});

test("forged, truncated, unsigned and foreign notices are refused, and nothing is kept of them", async () => {
  const body = inboundNotice(standin());
  const signature = signatureOf(body, APP_SECRET);
  for (const [sent, signed] of [
    [body, signatureOf(body, "another secret")],
    [body.slice(0, -1), signature],
    [`${body} `, signature],
    [body, ""],
    [body, "sha256="],
    [body, signature.toUpperCase()],
    [body, signature.slice(7)],
  ] as const)
    expect((await post(sent, signed)).status).toBe(401);
  const other = await mintTenant();
  await refreshHosts();
  expect((await post(body, signature, other)).status).toBe(404);
  expect((await post(body, signature, tenant, newId())).status).toBe(404);
  expect((await post(body, signature, tenant, "x")).status).toBe(404);
  expect(await notices()).toEqual([]);
});

test("Vercel's door does the same as ours", async () => {
  const body = inboundNotice(standin());
  const url = `http://${hostOf(tenant.slug)}${path()}`;
  const open = (signature: string) =>
    POST(
      new Request(url, {
        ...{ method: "POST", body },
        headers: { host: hostOf(tenant.slug), "x-hub-signature-256": signature },
      }),
    );
  expect((await open("sha256=00")).status).toBe(401);
  expect((await open(signatureOf(body, APP_SECRET))).status).toBe(200);
  const asked = `${url}?hub.mode=subscribe&hub.challenge=7&hub.verify_token=${VERIFY_TOKEN}`;
  const reply = await GET(new Request(asked, { headers: { host: hostOf(tenant.slug) } }));
  expect([reply.status, await reply.text()]).toEqual([200, "7"]);
  expect(await notices()).toHaveLength(1);
});

test("statuses move a message upwards only, late, twice and out of order, and state each fact once", async () => {
  const message = await sentReminder();
  for (const told of ["read", "sent", "delivered", "read", "failed", "delivered"] as const)
    await post(statusNotice(standin(), [[message, told]]));
  await work();
  await work();
  const [row] = await messageLog(tenant);
  expect(row).toMatchObject({ status: "read", provider_message_id: message.id });
  expect(row?.["delivered_at"]).not.toBeNull();
  expect(await facts()).toEqual(["message.sent", "message.delivered", "message.read"]);
});

test("what was not answered for is known to be sent by its status, also when that comes first", async () => {
  standin().fail({ silent: "after" });
  const message = await sentReminder();
  await post(statusNotice(standin(), [[message, "delivered"]]));
  await work();
  await deliver(tenant, message.biz_opaque_callback_data, new Date(NOON.getTime() + 3_600_000));
  expect(await messageLog(tenant)).toMatchObject([
    { status: "delivered", provider_message_id: message.id },
  ]);
  expect(standin().taken).toHaveLength(1);
}, 150_000);

test("what the vendor counts it as settles the budget, once; free inside a window costs nothing", async () => {
  const message = await sentReminder();
  expect(await spent()).toBe(0.02);
  const dear = { category: "marketing" };
  await post(statusNotice(standin(), [[message, "sent", dear]]));
  await post(statusNotice(standin(), [[message, "delivered", dear]]));
  await work();
  expect(await spent()).toBe(0.07);
  expect(await messageLog(tenant)).toMatchObject([{ cost: "0.070000", category: "marketing" }]);
  const free = await sentReminder();
  await post(statusNotice(standin(), [[free, "sent", { billable: false }]]));
  await work();
  expect(await spent()).toBe(0.07);
});

test("a failure that comes later pays back and goes by the next channel, once", async () => {
  const message = await sentReminder();
  await post(statusNotice(standin(), [[message, "failed", { code: 131026 }]]));
  await post(
    statusNotice(standin(), [[message, "failed", { code: 131026, timestamp: "1763650001" }]]),
  );
  await work();
  expect(await spent()).toBe(0);
  expect(await messageLog(tenant)).toMatchObject([
    { status: "failed", reason: "undeliverable" },
    { status: "queued", skipped: [{ channel: "whatsapp", reason: "undeliverable" }] },
  ]);
  expect(await facts()).toEqual(["message.sent", "message.failed"]);
});

test("a status for another number, another account's message or none of ours changes nothing", async () => {
  const message = await sentReminder();
  await post(statusNotice(standin(), [[message, "read", { phoneNumberId: "999" }]]));
  await post(statusNotice(standin(), [[{ ...message, id: "wamid.other" }, "read"]]));
  await post(
    statusNotice(standin(), [[{ id: "wamid.none", biz_opaque_callback_data: newId() }, "read"]]),
  );
  await work();
  expect(await messageLog(tenant)).toMatchObject([{ status: "sent" }]);
  expect((await notices()).map(({ status }) => status)).toEqual(["ignored", "done", "done"]);
});

test("a signed notice that cannot be read is kept, marked, and not tried for ever", async () => {
  for (const body of ["{", "[]", '{"object":"page","entry":[]}'])
    expect((await post(body)).status).toBe(200);
  await work();
  expect((await notices()).map(({ status, error }) => [status, error])).toEqual(
    Array.from({ length: 3 }, () => ["failed", "unreadable"]),
  );
});
