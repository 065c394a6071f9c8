import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import type { JobDelivery } from "@/server/jobs/define-job";
import { Invalid, Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Mail } from "@/server/mail/mail";
import { sentLately } from "@/server/mail/outbox";
import { inTenant } from "@/server/tenancy/in-tenant";
import { asJobs } from "@/server/testing/queue-rigs/graphile-rig";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { registerChannel } from "./channels";
import { deliverMessage } from "./deliver-message";
import { queueMessage, type QueueMessageInput } from "./queue-message";
import type { MessageJob } from "./schema";

let tenant: TestTenant;
let sent: Mail[];
let trouble: Error | undefined;
const before = composition();

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
afterEach(() => setComposition(before));

const origin = () => `http://${tenant.slug}.${before.env.TRAMA_ROOT_HOST}`;
const code = (over: Partial<QueueMessageInput> = {}): QueueMessageInput => ({
  template: "auth.signInCode",
  to: { email: "maria@example.pe", locale: "es", name: "María" },
  params: { minutes: 10 },
  secrets: { code: "482915" },
  dedupeKey: newId(),
  ...over,
});
const queue = (input: QueueMessageInput, of = tenant) =>
  inTenant(of.ctx, (tx) => queueMessage(of.ctx, tx, input));

/** The queued jobs of a tenant, as they wait. */
async function waiting(of = tenant): Promise<MessageJob[]> {
  const { rows } = await asJobs<{ payload: { payload: MessageJob } }>(
    "select payload from graphile_worker._private_jobs where payload->>'tenant' = $1 and payload->>'job' = 'notifications.deliver' order by id",
    [of.id],
  );
  return rows.map((row) => row.payload.payload);
}
/** Sends everything that waits, as the worker would. */
async function deliver(over: Partial<JobDelivery> = {}): Promise<void> {
  for (const job of await waiting())
    await deliverMessage.handle(tenant.ctx, job, delivery({ jobId: job.messageId, ...over }));
}
/** The messages' fates as stated, without the ids. */
async function fates(): Promise<Record<string, unknown>[]> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ name: string; payload: Record<string, unknown> }>(
      sql`select name, (body::jsonb)->'payload' as payload from events where tenant_id = ${tenant.id} and name like 'message.%' order by seq`,
    ),
  );
  return rows.map(({ name, payload }) => ({ name, ...payload }));
}
const delivery = (over: Partial<JobDelivery> = {}): JobDelivery => ({
  jobId: newId(),
  name: "notifications.deliver",
  attempt: 1,
  signal: new AbortController().signal,
  deadline: new Date(Date.now() + 60_000),
  timeoutMs: 60_000,
  ...over,
});

test("a message goes out in the tenant's name, with its code, and its fate is stated without the address", async () => {
  await queue(code());
  await deliver();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    from: { name: tenant.slug },
    to: { address: "maria@example.pe", name: "María" },
    headers: { "X-Trama-Template": "auth.signInCode" },
  });
  expect(sent[0]?.subject).toBe(`482915 es tu código para ${tenant.slug}`);
  for (const body of [sent[0]?.text, sent[0]?.html]) expect(body).toContain("482915");
  expect(sent[0]?.headers).not.toHaveProperty("List-Unsubscribe");
  const [fate] = await fates();
  expect(fate).toMatchObject({
    name: "message.sent",
    template: "auth.signInCode",
    channel: "email",
  });
  expect(JSON.stringify(fate)).not.toMatch(/maria|482915/i);
});

test("a code is never in the queue in clear, and opens in no other job", async () => {
  await queue(code());
  await queue(code());
  const [one, other] = await waiting();
  expect(JSON.stringify([one, other])).not.toContain("482915");
  if (!one || !other) throw new Error("two jobs wait");
  const moved = { ...one, secretsSealed: other.secretsSealed };
  await expect(deliverMessage.handle(tenant.ctx, moved, delivery())).rejects.toThrow(/secret/);
  expect(sent).toEqual([]);
});

test("one dedupeKey is one message: asked twice, asked at once, and delivered twice", async () => {
  const same = code();
  const ids = await Promise.all([queue(same), queue(same), queue(same)]);
  expect(ids.filter(Boolean)).toHaveLength(1);
  expect(await queue(same)).toBeUndefined();
  expect(await waiting()).toHaveLength(1);
  await deliver();
  await deliver();
  expect(new Set(sent.map((mail) => mail.idempotencyKey)).size).toBe(1);
  expect(await fates()).toHaveLength(1);
});

test("a rolled back verb sends nothing, and its key is free again", async () => {
  const same = code();
  const failing = inTenant(tenant.ctx, async (tx) => {
    await queueMessage(tenant.ctx, tx, same);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await waiting()).toEqual([]);
  expect(await queue(same)).toBeDefined();
});

test("somebody of the tenant's is written to at the address and in the language they have when it is sent", async () => {
  const member = await mintStaff(tenant, "agent");
  await queue({
    template: "auth.passwordChanged",
    to: { membershipId: member.membershipId },
    dedupeKey: "a",
  });
  await before.db.platform.transaction(tenant.id, (tx) =>
    tx.execute(
      sql`update users set email = ${`new-${member.email}`}, locale = 'pt' where id = ${member.userId}`,
    ),
  );
  await deliver();
  expect(sent[0]).toMatchObject({ to: { address: `new-${member.email}` } });
  expect(sent[0]?.subject).toContain("senha");
  expect(await fates()).toMatchObject([
    { name: "message.sent", membershipId: member.membershipId },
  ]);
});

test("another tenant's member or customer is nobody", async () => {
  const theirs = await mintStaff(await mintTenant(), "agent");
  await queue(code({ to: { membershipId: theirs.membershipId } }));
  await queue(code({ to: { customerId: newId() } }));
  await deliver();
  expect(sent).toEqual([]);
  expect(await fates()).toMatchObject([
    { name: "message.failed", reason: "recipient_gone" },
    { name: "message.failed", reason: "recipient_gone" },
  ]);
});

test("a link that leads anywhere but to the tenant's own stored origin is not sent", async () => {
  const link = (url: string) =>
    queue(code({ template: "auth.passwordReset", params: {}, secrets: { url } }));
  for (const url of [
    "https://evil.example/reset",
    `http://${tenant.slug}.${before.env.TRAMA_ROOT_HOST}.evil.example/`,
    `http://${tenant.slug}.${before.env.TRAMA_ROOT_HOST}@evil.example/`,
    `http://user@${tenant.slug}.${before.env.TRAMA_ROOT_HOST}/`,
    "javascript:alert(1)",
    "/reset",
    `http://other.${before.env.TRAMA_ROOT_HOST}/`,
  ])
    await link(url);
  await deliver();
  expect(sent).toEqual([]);
  expect((await fates()).map(({ reason }) => reason)).toEqual(Array(7).fill("foreign_link"));
  await link(`${origin()}/reset?token=x`);
  for (const job of (await waiting()).slice(7))
    await deliverMessage.handle(tenant.ctx, job, delivery());
  expect(sent[0]?.text).toContain(`${origin()}/reset?token=x`);
});

test("an expired code is not sent", async () => {
  await queue(code({ expiresAt: new Date(tenant.ctx.now.getTime() - 1) }));
  await deliver();
  expect([sent, await fates()]).toMatchObject([[], [{ reason: "expired" }]]);
});

test("trouble is tried again and stated at the last try; a refusal is stated at once", async () => {
  trouble = new Unavailable("mail_unavailable");
  await queue(code());
  await expect(deliver({ attempt: 1 })).rejects.toBeInstanceOf(Unavailable);
  expect(await fates()).toEqual([]);
  await expect(deliver({ attempt: 6 })).rejects.toBeInstanceOf(Unavailable);
  expect(await fates()).toMatchObject([{ name: "message.failed", reason: "unavailable" }]);
  trouble = new Invalid("mail_refused");
  const other = await mintTenant();
  tenant = other;
  await queue(code());
  await expect(deliver()).rejects.toThrow("refused");
  expect(await fates()).toMatchObject([{ name: "message.failed", reason: "refused" }]);
});

test("a phone gets the first channel that is there; without one, developers read it at /dev/outbox", async () => {
  const phone = { to: { phone: "+51999888777", locale: "es" } } as const;
  await queue(code(phone));
  await deliver();
  expect(sentLately()[0]).toMatchObject({
    to: "+51999888777",
    channel: "console",
    tenantId: tenant.id,
  });
  expect(sentLately()[0]?.text).toContain("482915");
  const got: string[] = [];
  const remove = registerChannel({
    name: "whatsapp",
    address: "phone",
    available: async (ctx) => ctx.tenantId === tenant.id,
    send: async (_ctx, message) => void got.push(message.values["code"] ?? ""),
  });
  await queue(code(phone));
  for (const job of (await waiting()).slice(1))
    await deliverMessage.handle(tenant.ctx, job, delivery());
  remove();
  expect(got).toEqual(["482915"]);
});

test("in production nobody's code is shown: without a vendor the message fails and says so", async () => {
  setComposition({ ...composition(), env: { ...before.env, NODE_ENV: "production" } });
  const length = sentLately().length;
  await queue(code({ to: { phone: "+51999888777", locale: "es" } }));
  await deliver();
  expect(sentLately()).toHaveLength(length);
  expect(await fates()).toMatchObject([{ reason: "no_channel" }]);
});

test("a verb that forgets a value, or gives one that the template has not, fails there and then", async () => {
  await expect(queue(code({ secrets: {} }))).rejects.toThrow("needs code");
  await expect(queue(code({ params: { minutes: 1, surprise: "x" } }))).rejects.toThrow("surprise");
  await expect(queue(code({ params: { minutes: 1, constructor: "x" } }))).rejects.toThrow(/./);
});
