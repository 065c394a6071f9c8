import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { setIntegrationEnabled } from "@/server/modules/integrations/set-integration-enabled";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { newId } from "@/server/kernel/ids";
import { serveGateways } from "@/server/testing/gateway-scene";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { connectGateway } from "./connect-gateway";
import { connectGatewayInput } from "./gateway-schema";
import { listAttempts } from "./list-attempts";
import { listGateways } from "./list-gateways";
import { openGateway } from "./open-gateway";
import { tryGateway } from "./try-gateway";

let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
beforeAll(async () => {
  gateways = await serveGateways();
});
afterAll(() => gateways.stop());
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
});

const connect = (over: object = {}, ctx = owner) =>
  connectGateway(
    ctx,
    connectGatewayInput.parse({
      ...{ provider: "stripe", name: "Stripe", mode: "test", secretKey: "sk_test_standin" },
      ...{ webhookSecret: "whsec_standin0123456789", ...over },
    }),
  );

test("an account is connected by its keys, which never come back, and says where its notices go", async () => {
  const { integrationId } = await connect();
  const list = await listGateways(owner);
  expect(list).toMatchObject([
    {
      ...{ id: integrationId, provider: "stripe", mode: "test", enabled: true, health: "unknown" },
      ...{ lastNoticeAt: null, waiting: 0, mismatched: 0, offered: false },
      callbackUrl: expect.stringMatching(
        new RegExp(`//${tenant.slug}\\..+/api/webhooks/payments/stripe/${integrationId}$`),
      ) as string,
    },
  ]);
  expect(JSON.stringify(list)).not.toContain("standin");
});

test("a key of the other mode is refused beside its field, so that no test key takes a real customer's money", async () => {
  const field = (name: string) => ({ code: "invalid", fields: { [name]: "gateway_key_mode" } });
  await expect(connect({ mode: "live" })).rejects.toMatchObject(field("secretKey"));
  await expect(connect({ secretKey: "sk_live_x" })).rejects.toMatchObject(field("secretKey"));
  await expect(
    connect({ provider: "mercadopago", mode: "live", accessToken: "TEST-1" }),
  ).rejects.toMatchObject(field("accessToken"));
  await expect(connect({ webhookSecret: "" })).rejects.toMatchObject({
    fields: { webhookSecret: "required" },
  });
  expect(await listGateways(owner)).toEqual([]);
});

test("a seller's own token in the place of a leave is of no known account: their notices are not another's", async () => {
  const { id: integrationId } = await createIntegration(owner, {
    ...{ vendor: "mercadopago", name: "MP", credentials: { accessToken: "APP_USR-1" } },
    config: { mode: "test", accountId: "111", byLeave: true },
  });
  const typed = { integrationId, provider: "mercadopago", name: "MP" };
  await connect({ ...typed, webhookSecret: "secret" });
  expect((await openGateway(owner, integrationId)).account.accountId).toBe("111");
  await connect({ ...typed, accessToken: "TEST-2" });
  expect((await openGateway(owner, integrationId)).account.accountId).toBe("");
});

test("a change keeps the keys that are left empty, and a live account is offered until it is paused", async () => {
  const { integrationId } = await connect({ mode: "live", secretKey: "sk_live_one" });
  await connect({
    ...{ integrationId, name: "Tarjetas", mode: "live", secretKey: "", webhookSecret: "" },
  });
  expect((await openGateway(owner, integrationId)).account).toMatchObject({
    ...{ live: true, secrets: { secretKey: "sk_live_one" } },
  });
  expect(await listGateways(owner)).toMatchObject([{ name: "Tarjetas", offered: true }]);
  await setIntegrationEnabled(owner, { integrationId, enabled: false });
  expect(await listGateways(owner)).toMatchObject([{ enabled: false, offered: false }]);
});

test("trying it asks the vendor by a read; what it found is the account's health", async () => {
  const { integrationId } = await connect();
  expect(await tryGateway(owner, { integrationId })).toEqual({ ok: true, reason: "" });
  expect(await listGateways(owner)).toMatchObject([{ health: "ok", healthReason: null }]);
  await connect({ integrationId, secretKey: "sk_test_wrong" });
  expect(await tryGateway(owner, { integrationId })).toEqual({ ok: false, reason: "credentials" });
  expect(await listGateways(owner)).toMatchObject([
    { health: "down", healthReason: "credentials" },
  ]);
  expect(gateways.scene.stripe.taken).toEqual([]);
});

test("who may not manage connections changes none, and another company's account is not there", async () => {
  const { integrationId } = await connect();
  const { ctx: agent } = await mintStaff(tenant, "agent");
  await expect(connect({}, agent)).rejects.toMatchObject({ code: "forbidden" });
  await expect(tryGateway(agent, { integrationId })).rejects.toMatchObject({ code: "forbidden" });
  const other = await mintStaff(await mintTenant(), "owner");
  for (const call of [
    () => connect({ integrationId }, other.ctx),
    () => tryGateway(other.ctx, { integrationId }),
    () => connect({ integrationId, provider: "mercadopago", accessToken: "TEST-1" }),
  ])
    await expect(call()).rejects.toMatchObject({ code: "not_found" });
  expect(await listGateways(other.ctx)).toEqual([]);
});

test("tries to pay are shown of a customer and of an invoice, to who may see payments", async () => {
  const { id: customerId } = await createCustomer(owner, { name: "Rosa" });
  const [invoiceId, otherId] = [newId(), newId()];
  for (const [ids, status] of [
    [[invoiceId], "mismatch"],
    [[otherId], "unknown"],
  ] as const)
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`insert into payment_attempts
        (tenant_id, customer_id, integration_id, provider, status, live, currency, amount_minor, invoice_ids, expires_at)
        values (${tenant.id}, ${customerId}, ${newId()}, 'stripe', ${status}, false, 'PEN', 100, ${JSON.stringify(ids)}::jsonb, now())`),
    );
  expect((await listAttempts(owner, { customerId })).map(({ status }) => status)).toEqual([
    "unknown",
    "mismatch",
  ]);
  expect(await listAttempts(owner, { customerId, invoiceId })).toMatchObject([
    { status: "mismatch" },
  ]);
  const { ctx: technician } = await mintStaff(tenant, "technician");
  expect(() => listAttempts(technician, { customerId })).toThrow("forbidden");
});
