import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { patchWhatsappConfig } from "@/server/modules/notifications/internal/whatsapp-config-store";
import { toSynced } from "@/server/modules/notifications/rules/whatsapp-template";
import { getSettings } from "@/server/modules/tenants/get-settings";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import { forgetPanics } from "@/server/panic/active-panics";
import { switchPanicOff } from "@/server/panic/switch-panic-off";
import { switchPanicOn } from "@/server/panic/switch-panic-on";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import {
  connectWhatsapp,
  deliver,
  messageLog,
  mintCustomer,
  serveWhatsapp,
} from "@/server/testing/whatsapp-scene";
import { vendorTemplate } from "@/standins/whatsapp/templates";

let server: Awaited<ReturnType<typeof startTestServer>>;
let whatsapp: Awaited<ReturnType<typeof serveWhatsapp>>;
let tenant: TestTenant;
let owner: Ctx;
let secret: string;

const OWN = vendorTemplate("corte_programado", "es_PE", "Hola {{1}}, el {{2}} hay trabajos.");
const SELLING = vendorTemplate("oferta", "es", "Hola {{1}}", { category: "MARKETING" });
const PENDING = vendorTemplate("en_revision", "es", "Hola", { status: "PENDING" });

beforeAll(async () => {
  whatsapp = await serveWhatsapp();
  tenant = await mintTenant();
  const { standin } = whatsapp.scene;
  const integrationId = await connectWhatsapp(tenant, standin);
  standin.templates = [...standin.templates, OWN, SELLING, PENDING];
  await inTenant(tenant.ctx, (tx) =>
    patchWhatsappConfig(tenant.ctx, tx, integrationId, {
      templates: standin.templates.map(toSynced),
    }),
  );
  owner = { ...(await mintStaff(tenant, "owner")).ctx, now: new Date() };
  // Nothing waits for the morning, whenever the test runs.
  await quiet(null);
  await refreshHosts();
  server = await startTestServer();
  ({ secret } = await createApiKey(owner, { name: "n8n", scopes: ["message.send"] }));
});
afterAll(async () => {
  await server.close();
  await whatsapp.stop();
});

const run = async <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  (await inTenant(tenant.ctx, (tx) => tx.execute<T>(query))).rows;
async function quiet(quietHours: unknown): Promise<void> {
  const { version, data } = await getSettings(owner, { module: "calendar" });
  await updateSettings(owner, {
    ...{ module: "calendar", version },
    data: { ...data, quietHours } as never,
  });
}
const post = (body: unknown, key = newId(), of = tenant) =>
  server.send(hostOf(of.slug), {
    ...{ method: "POST", path: "/api/v1/messages", body: JSON.stringify(body) },
    headers: {
      authorization: `Bearer ${secret}`,
      ...{ "content-type": "application/json", "idempotency-key": key },
    },
  });
const own = (customerId: string, over: object = {}) => ({
  ...{ customerId, channel: "whatsapp" },
  template: {
    ...{ name: "corte_programado", variables: { "1": "María", "2": "lunes\n  4" } },
    ...over,
  },
});
const taken = () => whatsapp.scene.standin.taken.at(-1);
const messageOf = (answer: { json<T>(): T }) => answer.json<{ messageId: string }>().messageId;

test("a program sends one of the company's approved templates by its name, once for a key, and who asked is in the chain", async () => {
  const customerId = await mintCustomer(tenant);
  const key = newId();
  const asked = await post(own(customerId), key);
  expect(asked.status).toBe(200);
  expect((await post(own(customerId), key)).json()).toEqual(asked.json());
  const messageId = messageOf(asked);
  await deliver(tenant, messageId, new Date());
  expect(taken()).toMatchObject({
    ...{ to: "51999888777", biz_opaque_callback_data: messageId },
    template: {
      ...{ name: "corte_programado", language: { code: "es_PE" } },
      components: [{ type: "body", parameters: [{ text: "María" }, { text: "lunes 4" }] }],
    },
  });
  const log = (await messageLog(tenant)).filter((row) => row["customer_id"] === customerId);
  expect(log).toMatchObject([
    { id: messageId, status: "sent", channel: "whatsapp", event: "whatsapp.template" },
  ]);
  const facts = await run(sql`select name, (body::jsonb)->'actor'->>'kind' as kind from events
    where tenant_id = ${tenant.id} and entity_id = ${messageId} order by seq`);
  expect(facts).toMatchObject([
    { name: "message.asked", kind: "apiKey" },
    { name: "message.sent", kind: "system" },
  ]);
});

test("what does not fit the template is refused with the field, and nothing is sent", async () => {
  const customerId = await mintCustomer(tenant);
  const before = whatsapp.scene.standin.taken.length;
  for (const [body, status, word] of [
    [own(customerId, { variables: { "1": "María" } }), 400, "message_template_variables"],
    [own(customerId, { variables: { "1": "a", "2": "b", "3": "c" } }), 400, "variables"],
    [own(customerId, { name: "nadie" }), 400, "template.name"],
    [own(customerId, { language: "pt_BR" }), 400, "template.language"],
    [own(customerId, { name: "oferta", variables: { "1": "a" } }), 409, "message_template_sells"],
    [own(customerId, { name: "en_revision", variables: {} }), 409, "not_approved"],
    [{ ...own(customerId), channel: "email" }, 400, "message_only_whatsapp"],
    [{ customerId }, 400, "invoiceId"],
    [{ ...own(customerId), invoiceId: newId() }, 400, "invoiceId"],
  ] as const) {
    const answer = await post(body);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(word)]);
  }
  expect(whatsapp.scene.standin.taken).toHaveLength(before);
});

test("one person gets no more than the day's cap, however often a program asks", async () => {
  const customerId = await mintCustomer(tenant);
  const answers = await Promise.all(Array.from({ length: 7 }, () => post(own(customerId))));
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([200, 200, 200, 200, 200, 409, 409]);
});

test("quiet hours hold what a program asks for, until they end", async () => {
  await quiet({ from: "00:00", to: "23:59" });
  const customerId = await mintCustomer(tenant);
  const messageId = messageOf(await post(own(customerId)));
  const [row] = await run(sql`select status from messages where id = ${messageId}`);
  await quiet(null);
  expect(row).toEqual({ status: "held" });
});

test("another tenant's customer is nobody's, and its key opens nothing here", async () => {
  const other = await mintTenant();
  await refreshHosts();
  const theirs = await mintCustomer(other);
  expect((await post(own(theirs))).status).toBe(404);
  expect((await post(own(theirs), newId(), other)).status).toBe(401);
});

test("what asks for money goes by the channel that is named, with its payment link, to who owes and has not promised", async () => {
  const customerId = await mintCustomer(tenant);
  const words = {
    name: "billing_overdue_reminder",
    variables: { number: "R001-7", amount: "89.90 PEN", dueOn: "2026-11-10" },
  };
  const ask = (channel: string, template: object = words) =>
    post({ customerId, channel, template });
  expect((await ask("email")).text).toContain("reminder_nothing_owed");
  await run(sql`insert into invoices (tenant_id, customer_id, kind, number, full_number, document_status, currency, net_minor,
      tax_minor, total_minor, open_minor, issued_on, due_on, recipient)
    values (${tenant.id}, ${customerId}, 'recurring', 7, 'R001-7', 'finalized', 'PEN', 8990, 0, 8990, 8990, '2026-11-01',
      '2026-11-10', '{}')`);
  const mailed = messageOf(await ask("email"));
  const pushed = messageOf(await ask("whatsapp"));
  const rest = await run(sql`select rest, secrets_sealed is not null as sealed from messages
    where id in (${mailed}, ${pushed}) order by id`);
  expect(rest).toEqual([
    { rest: ["email"], sealed: true },
    { rest: ["whatsapp"], sealed: true },
  ]);
  await deliver(tenant, pushed, new Date());
  expect(JSON.stringify(taken()?.template.components)).toMatch(/"text":"pay\/[\w-]+"/);
  const wrong = await ask("email", { ...words, variables: { ...words.variables, amount: "much" } });
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining("variables.amount")]);
  const elsewhere = { ...words.variables, url: "https://evil.example/pay" };
  expect((await ask("email", { ...words, variables: elsewhere })).status).toBe(400);

  const { id: switchId } = await switchPanicOn(owner, {
    ...{ scope: "*", reason: "drill", minHoldMinutes: 0, actionClass: "dunning" },
  });
  forgetPanics(tenant.id);
  expect((await ask("whatsapp")).text).toContain("reminder_frozen");
  await switchPanicOff(owner, { switchId, force: true, reason: "drill over" });
  forgetPanics(tenant.id);
  await run(sql`update customers set dunning_exempt = true where id = ${customerId}`);
  expect((await ask("whatsapp")).text).toContain("reminder_spared");
});

test("the old request still reminds of an invoice by the policy, and a named channel alone by its own", async () => {
  const customerId = await mintCustomer(tenant);
  const invoiceId = newId();
  await run(sql`insert into invoices (id, tenant_id, customer_id, kind, number, full_number, document_status, currency, net_minor,
      tax_minor, total_minor, open_minor, issued_on, due_on, recipient)
    values (${invoiceId}, ${tenant.id}, ${customerId}, 'recurring', 8, 'R001-8', 'finalized', 'PEN', 8990, 0, 8990, 8990,
      '2026-11-01', '2026-11-10', '{}')`);
  const usual = messageOf(await post({ invoiceId }));
  expect((await post({ invoiceId })).json()).toEqual({ messageId: null });
  const mailed = messageOf(await post({ invoiceId, channel: "email" }));
  const rows = await run(
    sql`select id, rest from messages where customer_id = ${customerId} order by id`,
  );
  expect(rows).toEqual([
    { id: usual, rest: ["whatsapp", "email", "sms"] },
    { id: mailed, rest: ["email"] },
  ]);
});
