import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { Invalid, Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Mail } from "@/server/mail/mail";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { registerChannel } from "./channels";
import { type MessageChannel, SendProblem } from "./port";
import { sendMessage } from "./send-message";
import { tellCustomer, type TellCustomerInput } from "./tell-customer";

let tenant: TestTenant;
let sent: Mail[];
let trouble: Error | undefined;
let taken: (() => void)[] = [];
const before = composition();
const NOON = new Date("2026-11-20T17:00:00Z");
const NIGHT = new Date("2026-11-21T03:00:00Z");
const at = (now: Date) => systemCtx(tenant.id, "test", { now });

beforeEach(async () => {
  tenant = await mintTenant();
  sent = [];
  trouble = undefined;
  setComposition({
    ...before,
    mail: {
      driver: "smtp",
      send: async (_ctx, mail) => {
        if (trouble) throw trouble;
        sent.push(mail);
        return { messageId: newId() };
      },
    },
  });
});
afterEach(() => {
  setComposition(before);
  for (const take of taken.splice(0)) take();
});

/** A channel like WhatsApp's: costs money, knows no idempotency key. */
function whatsapp(over: Partial<MessageChannel> = {}): string[] {
  const got: string[] = [];
  taken.push(
    registerChannel({
      ...{ name: "whatsapp", address: "phone", mayDouble: true },
      available: async (ctx) => ctx.tenantId === tenant.id,
      offer: async () => ({ ok: true, category: "utility" }),
      send: async (_ctx, message) => {
        got.push(message.id);
        return { providerMessageId: `wamid.${message.id}` };
      },
      ...over,
    }),
  );
  return got;
}
async function customer() {
  const id = newId();
  const number = Math.floor(Math.random() * 1e9);
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into customers (id, tenant_id, number, name, email, phone) values (${id}, ${tenant.id}, ${number}, 'María Quispe', ${`c${number}@mail.example`}, '+51999888777')`,
    ),
  );
  return id;
}
const tell = async (over: Partial<TellCustomerInput> = {}, now = NOON) => {
  const customerId = over.customerId ?? (await customer());
  return inTenant(at(now), (tx) =>
    tellCustomer(at(now), tx, {
      event: "billing.overdueReminder",
      customerId,
      entity: { type: "invoice", id: newId() },
      params: { number: "R001-1", amount: "89.90 PEN", dueOn: "2026-11-10", url: "/invoices/x" },
      dedupeKey: newId(),
      ...over,
    }),
  );
};
const deliver = (messageId = "", now = NOON) =>
  sendMessage.handle(
    at(now),
    { messageId },
    {
      ...{ jobId: newId(), name: "notifications.send", attempt: 1, timeoutMs: 60_000 },
      ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 60_000) },
    },
  );
async function rows<T>(query: ReturnType<typeof sql>): Promise<T[]> {
  const result = await inTenant(tenant.ctx, (tx) => tx.execute(query));
  return result.rows as T[];
}
type Row = Record<string, unknown>;
const log = () => rows<Row>(sql`select * from messages where tenant_id = ${tenant.id} order by id`);
const budget = (cap: string) =>
  rows(
    sql`insert into message_budgets (tenant_id, channel, month, cap, currency) values (${tenant.id}, 'whatsapp', '2026-11-01', ${cap}, 'USD')`,
  );
const spent = async () =>
  (
    await rows<{ spent: string }>(
      sql`select spent::text from message_budgets where tenant_id = ${tenant.id}`,
    )
  ).map((row) => Number(row.spent));
const facts = async () =>
  (
    await rows<{ name: string; payload: Row }>(
      sql`select name, (body::jsonb)->'payload' as payload from events where tenant_id = ${tenant.id} and name like 'message.%' order by seq`,
    )
  ).map(({ name, payload }) => ({ name, ...payload }));

test("a reminder goes out by mail in the tenant's name, with its link into the portal, and the fact names no address", async () => {
  const id = await tell();
  await deliver(id);
  await deliver(id);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.subject).toContain("factura vencida");
  expect(sent[0]?.text).toContain(`${tenant.slug}.${before.env.TRAMA_ROOT_HOST}/portal/invoices/x`);
  expect(sent[0]?.text).toMatch(/S\/\s?89[.,]90/);
  expect(sent[0]?.text).toContain("10 de noviembre de 2026");
  expect(await log()).toMatchObject([{ status: "sent", channel: "email", attempts: 1 }]);
  const stated = await facts();
  expect(stated).toMatchObject([{ name: "message.sent", channel: "email" }]);
  expect(JSON.stringify(stated)).not.toContain("mail.example");
});

test("what was held in the quiet hours goes out when they end, and is not lost on the way", async () => {
  const id = await tell({}, NIGHT);
  await deliver(id, NIGHT);
  expect([sent.length, (await log())[0]?.["status"]]).toEqual([0, "held"]);
  await deliver(id, new Date("2026-11-21T13:00:00Z"));
  expect([sent.length, (await log())[0]?.["status"]]).toEqual([1, "sent"]);
});

test("a queued message that only gets its turn at night waits for the morning too", async () => {
  const id = await tell();
  await deliver(id, NIGHT);
  expect(sent).toEqual([]);
  expect(await log()).toMatchObject([{ status: "held" }]);
});

test("a channel that will never carry it hands over to the next, and the log shows both", async () => {
  whatsapp({
    send: async () => {
      throw new SendProblem("fallBack", "undeliverable");
    },
  });
  await budget("1");
  await deliver(await tell());
  const [first, second] = await log();
  expect(first).toMatchObject({ status: "failed", channel: "whatsapp", reason: "undeliverable" });
  expect(await spent()).toEqual([0]);
  expect(second).toMatchObject({ status: "queued", origin_id: first?.["id"] });
  await deliver(String(second?.["id"]));
  expect(sent).toHaveLength(1);
  expect(await facts()).toMatchObject([
    { name: "message.failed", reason: "undeliverable", channel: "whatsapp", next: true },
    { name: "message.sent", channel: "email" },
  ]);
});

test("trouble that may pass is tried again later and gives back what it set aside; at the last try the next channel goes", async () => {
  const calls = whatsapp({
    send: async () => {
      throw new Unavailable();
    },
  });
  await budget("1");
  const id = await tell();
  for (let attempt = 0; attempt < 6; attempt++) {
    await deliver(id, new Date(NOON.getTime() + attempt * 3_600_000));
    expect(await spent()).toEqual([0]);
  }
  expect(calls).toEqual([]);
  expect(await log()).toMatchObject([
    { status: "failed", reason: "unavailable", attempts: 6 },
    { status: "queued" },
  ]);
});

test("what a vendor without keys did not answer for is not sent again before its word is overdue", async () => {
  let calls = 0;
  whatsapp({
    send: async () => {
      calls += 1;
      throw new SendProblem("unknown", "outcome_unknown");
    },
  });
  const id = await tell();
  for (const minutes of [0, 1, 10]) await deliver(id, new Date(NOON.getTime() + minutes * 60_000));
  expect([calls, (await log())[0]?.["status"]]).toEqual([1, "sending"]);
  await deliver(id, new Date(NOON.getTime() + 16 * 60_000));
  expect(calls).toBe(1);
  expect(await log()).toMatchObject([
    { status: "failed", reason: "outcome_unknown" },
    { status: "queued" },
  ]);
});

test("a message that one job is sending is not sent beside it by another, and goes again once that one must have ended", async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const { mail } = composition();
  const slow = {
    ...mail,
    send: (...given: Parameters<typeof mail.send>) => answered.then(() => mail.send(...given)),
  };
  setComposition({ ...composition(), mail: slow });
  const [id = ""] = [await tell()];
  const first = deliver(id);
  await expect.poll(log).toMatchObject([{ status: "sending" }]);
  await deliver(id);
  answer();
  await first;
  expect(sent).toHaveLength(1);
  expect(await log()).toMatchObject([{ status: "sent" }]);
  const [lost = ""] = [await tell()];
  await rows(
    sql`update messages set status = 'sending', channel = 'email', started_at = ${NOON.toISOString()} where id = ${lost}`,
  );
  await deliver(lost, new Date(NOON.getTime() + 30_000));
  expect(sent).toHaveLength(1);
  await deliver(lost, new Date(NOON.getTime() + 61_000));
  expect(sent).toHaveLength(2);
});

test("of two at the budget's limit one goes by the channel, the other by the next", async () => {
  whatsapp();
  await budget("0.03");
  const ids = [await tell(), await tell()];
  await Promise.all(ids.map((id) => deliver(id)));
  expect((await log()).map((row) => row["channel"]).toSorted()).toEqual(["email", "whatsapp"]);
  expect(await spent()).toEqual([0.02]);
  const mailed = (await log()).find((row) => row["channel"] === "email");
  expect(mailed?.["skipped"]).toEqual([{ channel: "whatsapp", reason: "over_budget" }]);
});

test("words that the channel may not carry go by the next, and the log says why", async () => {
  whatsapp({ offer: async () => ({ ok: false, reason: "template_not_approved" }) });
  await deliver(await tell());
  expect(await log()).toMatchObject([
    {
      ...{ status: "sent", channel: "email" },
      skipped: [{ channel: "whatsapp", reason: "template_not_approved" }],
    },
  ]);
});

test("a refusal by the last channel is the end, said once", async () => {
  setComposition({ ...composition(), env: { ...before.env, NODE_ENV: "production" } });
  trouble = new Invalid("mail_refused");
  await deliver(await tell());
  expect(await log()).toMatchObject([{ status: "failed", reason: "refused", channel: "email" }]);
  expect(await facts()).toMatchObject([{ name: "message.failed", next: false }]);
});

test("one person is written to by a slow channel no faster than it allows", async () => {
  const got = whatsapp({ secondsBetween: 6 });
  const customerId = await customer();
  const [one, two] = [await tell({ customerId }), await tell({ customerId })];
  await Promise.all([deliver(one), deliver(two)]);
  expect(got).toHaveLength(1);
  const waiting = got[0] === one ? two : one;
  await deliver(waiting, new Date(NOON.getTime() + 6_001));
  expect(got).toHaveLength(2);
});

test("a link that leads anywhere but to the tenant's own origin is not sent", async () => {
  await deliver(
    await tell({
      params: { number: "1", amount: "1.00 PEN", dueOn: "2026-11-10", url: "https://evil.example" },
    }),
  );
  expect(sent).toEqual([]);
  expect(await log()).toMatchObject([{ status: "failed", reason: "foreign_link" }]);
});
