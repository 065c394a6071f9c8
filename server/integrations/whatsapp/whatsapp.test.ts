import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import {
  connectWhatsapp,
  deliver,
  messageLog,
  mintCustomer,
  NOON,
  remind,
  serveWhatsapp,
} from "@/server/testing/whatsapp-scene";
import { WhatsappStandin } from "@/standins/whatsapp/handler";

let whatsapp: Awaited<ReturnType<typeof serveWhatsapp>>;
let tenant: TestTenant;
let integrationId: string;
beforeAll(async () => {
  whatsapp = await serveWhatsapp();
});
beforeEach(async () => {
  tenant = await mintTenant();
  whatsapp.scene.standin = new WhatsappStandin();
  integrationId = await connectWhatsapp(tenant, whatsapp.scene.standin);
});
afterAll(() => whatsapp.stop());

const standin = () => whatsapp.scene.standin;
const health = async () => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ health: string; reason: string }>(
      sql`select health, health_reason as reason from integrations where id = ${integrationId}`,
    ),
  );
  return rows[0];
};

test("a reminder goes as the approved template, its values in order, the number as digits, our id with it", async () => {
  const id = await remind(tenant);
  await deliver(tenant, id);
  expect(standin().taken).toMatchObject([
    {
      to: "51999888777",
      biz_opaque_callback_data: id,
      template: {
        name: "billing_overdue_reminder",
        language: { code: "es" },
        components: [
          {
            type: "body",
            parameters: [
              { text: "María Quispe" },
              { text: "R001-1" },
              { text: tenant.slug },
              { text: expect.stringMatching(/S\/\s89\.90/) as string },
              { text: "10 de noviembre de 2026" },
            ],
          },
          { type: "button", index: "0", parameters: [{ text: "invoices/x" }] },
        ],
      },
    },
  ]);
  const [row] = await messageLog(tenant);
  expect(row).toMatchObject({
    ...{ status: "sent", channel: "whatsapp", category: "utility", cost: "0.020000" },
    ...{ integration_id: integrationId, provider_message_id: standin().taken[0]?.id },
  });
});

test("a link to the portal's first page fits the button too", async () => {
  const params = { number: "R001-1", amount: "89.90 PEN", dueOn: "2026-11-10", url: "/" };
  await deliver(tenant, await remind(tenant, { params }));
  const [, button] = standin().taken[0]?.template.components ?? [];
  expect(button).toMatchObject({ type: "button", parameters: [{ text: "/" }] });
});

test("who has no phone at WhatsApp is written to by the id that WhatsApp gives", async () => {
  const customerId = await mintCustomer(tenant, { email: null });
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`update customers set phone = null where id = ${customerId}`);
    await tx.execute(
      sql`insert into customer_identities (tenant_id, customer_id, channel, kind, value) values (${tenant.id}, ${customerId}, 'whatsapp', 'bsuid', 'PE.1349abc')`,
    );
  });
  await deliver(tenant, await remind(tenant, { customerId }));
  expect(standin().taken[0]).toMatchObject({ recipient: "PE.1349abc" });
  expect(standin().taken[0]).not.toHaveProperty("to");
});

test.each([
  [131026, "undeliverable"],
  [131047, "window_closed"],
  [131050, "opted_out"],
  [132015, "template_problem"],
  [131051, "refused"],
])("a no for good (%i) goes by mail, and says why", async (code, reason) => {
  standin().fail({ code });
  await deliver(tenant, await remind(tenant));
  expect(standin().taken).toEqual([]);
  expect(await messageLog(tenant)).toMatchObject([
    { status: "failed", channel: "whatsapp", reason, cost: "0.000000" },
    { status: "queued", skipped: [{ channel: "whatsapp", reason }] },
  ]);
});

test.each([131056, 131000])(
  "a no for now (%i) is tried again later, once",
  async (code) => {
    standin().fail({ code });
    const id = await remind(tenant);
    await deliver(tenant, id);
    expect(await messageLog(tenant)).toMatchObject([{ status: "queued", attempts: 1, cost: null }]);
    await deliver(tenant, id, new Date(NOON.getTime() + 120_000));
    expect(standin().taken).toHaveLength(1);
    expect(await messageLog(tenant)).toMatchObject([{ status: "sent", attempts: 2 }]);
  },
  150_000,
);

test("a limit of the whole number is waited out where that is short, else it is tried again later", async () => {
  standin().fail({ code: 130429 });
  await deliver(tenant, await remind(tenant));
  expect(await messageLog(tenant)).toMatchObject([{ status: "sent", attempts: 1 }]);
  standin().fail({ code: 4, status: 403 });
  await deliver(tenant, await remind(tenant));
  expect((await messageLog(tenant)).at(-1)).toMatchObject({ status: "queued", reason: "too_fast" });
  expect(standin().taken).toHaveLength(1);
}, 150_000);

test.each([
  [190, "token_invalid"],
  [131031, "account_locked"],
  [131042, "payment_problem"],
])(
  "trouble with the account itself (%i) stops it, and the rest goes by mail without asking it",
  async (code, reason) => {
    standin().fail({ code, status: 401 });
    await deliver(tenant, await remind(tenant));
    expect(await health()).toEqual({ health: "down", reason });
    await deliver(tenant, await remind(tenant));
    expect(standin().taken).toEqual([]);
    expect((await messageLog(tenant)).at(-1)).toMatchObject({ status: "sent", channel: "email" });
  },
);

test("a wrong token is the vendor's 190", async () => {
  Object.assign(standin(), { accessToken: "another" });
  await deliver(tenant, await remind(tenant));
  expect(await health()).toEqual({ health: "down", reason: "token_invalid" });
});

test("an answer that never came is not asked for again: the message waits for its status", async () => {
  standin().fail({ silent: "after" });
  const id = await remind(tenant);
  await deliver(tenant, id);
  await deliver(tenant, id, new Date(NOON.getTime() + 60_000));
  expect(standin().taken).toHaveLength(1);
  expect(await messageLog(tenant)).toMatchObject([
    { status: "sending", reason: "outcome_unknown", provider_message_id: null },
  ]);
}, 150_000);

test("a template that is not approved, or takes other values, is not asked for: it goes by mail, and says why", async () => {
  tenant = await mintTenant();
  await connectWhatsapp(tenant, standin(), { status: "PAUSED" });
  await deliver(tenant, await remind(tenant));
  expect(await messageLog(tenant)).toMatchObject([
    { channel: "email", skipped: [{ channel: "whatsapp", reason: "template_not_approved" }] },
  ]);
  expect(standin().taken).toEqual([]);
});
