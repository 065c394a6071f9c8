import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { removeIntegration } from "@/server/modules/integrations/remove-integration";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  connectGateways,
  runJanitor,
  serveGateways,
  workNotices,
} from "@/server/testing/gateway-scene";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { forgetLanes } from "@/server/outbound/lanes";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { StripeStandin } from "@/standins/stripe/handler";
import { listGateways } from "./list-gateways";
import { openCheckout } from "./open-checkout";
import { openGateway } from "./open-gateway";

let server: Awaited<ReturnType<typeof startTestServer>>;
let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
let integrationId: string;
let charge: string;
beforeAll(async () => {
  server = await startTestServer();
  gateways = await serveGateways();
});
afterAll(async () => {
  await gateways.stop();
  await server.close();
});
/** An invoice of 100.00 paid by card, as its notices told. */
beforeEach(async () => {
  gateways.scene.stripe = new StripeStandin();
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  ({ stripe: integrationId } = await connectGateways(owner, gateways.scene));
  const { id: customerId } = await createCustomer(owner, { name: "Rosa" });
  const classId = newId();
  await rows(sql`insert into tax_classes (id, tenant_id, code, name, is_default)
    values (${classId}, ${tenant.id}, 'IGV', 'IGV', true)`);
  await rows(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values (${tenant.id}, ${classId}, 18, '2011-03-01')`);
  const lines = [{ description: "Internet", unitPrice: "100" }];
  const { id } = await draftInvoice(owner, { customerId, lines });
  await issueInvoice(owner, { invoiceId: id });
  await refreshHosts();
  await openCheckout(owner, { customerId, integrationId, invoiceIds: [id] });
  charge = stripe().pay([...stripe().sessions.keys()].at(-1) ?? "");
  await tell();
  await workNotices(tenant);
});

const stripe = () => gateways.scene.stripe;
const rows = async (query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(query))).rows;
/** Sends what the gateway has not said yet; it is written down, and its job dies of the silence that follows. */
let told = 0;
async function tell(): Promise<void> {
  if (stripe().events.length < told) told = 0;
  for (const event of stripe().events.slice(told)) {
    const { body, headers } = stripe().notice(event);
    const path = `/api/webhooks/payments/stripe/${integrationId}`;
    const answer = await server.send(hostOf(tenant.slug), { method: "POST", path, body, headers });
    expect(answer.status).toBe(200);
  }
  told = stripe().events.length;
}
/** 40.00 go back at the gateway's own desk; from then on it answers nothing. */
async function giveBackAndFallSilent(): Promise<() => void> {
  const { gateway, account } = await openGateway(tenant.ctx, integrationId);
  await gateway.refund(tenant.ctx, account, {
    ...{ chargeId: charge, amountMinor: 4_000, currency: "PEN", key: newId(), refundedMinor: 0 },
  });
  await tell();
  const { handle } = stripe();
  Object.assign(stripe(), { handle: () => Promise.resolve(new Response("", { status: 503 })) });
  // Who speaks again is heard at once: the pause of the breaker is the wall clock's, the silence is not.
  return () => (forgetLanes(), Object.assign(stripe(), { handle }));
}
const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const payment = async () =>
  (
    await rows(
      sql`select status, refunded_minor::float8 as refunded from payments where tenant_id = ${tenant.id}`,
    )
  )[0];
const news = () =>
  rows(sql`select kind from staff_notifications where tenant_id = ${tenant.id}
    and kind = 'gateway_silent'`);
const heard = async () => (await listGateways(owner)).map(({ unfollowed }) => unfollowed);

describe("a notice whose gateway falls silent", () => {
  test("is followed in the end, whatever the length of the silence, and staff sees it meanwhile", async () => {
    const speak = await giveBackAndFallSilent();
    expect(await heard()).toContain(0);
    for (const hour of [1, 2, 3, 5, 8, 24, 48, 100, 24 * 12]) await runJanitor(tenant, hours(hour));
    expect(await payment()).toMatchObject({ refunded: 0 });
    expect(await news()).toHaveLength(1);
    expect(await heard()).toContain(1);
    speak();
    await runJanitor(tenant, hours(24 * 13));
    expect(await payment()).toMatchObject({ refunded: 4_000 });
    expect(await heard()).not.toContain(1);
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("is asked about ever more seldom, and no oftener than it is due", async () => {
    await giveBackAndFallSilent();
    const turns = async (from: number, to: number) => {
      const count = async () =>
        Number(
          (await rows(sql`select asked from inbound_webhooks where status = 'waiting'`))[0]?.[
            "asked"
          ],
        );
      const before = await count();
      for (let hour = from; hour < to; hour += 0.25) await runJanitor(tenant, hours(hour));
      return (await count()) - before;
    };
    expect(await turns(0, 0.5)).toBe(0);
    expect(await turns(0.75, 3.75)).toBe(3);
    await turns(24, 48);
    expect(await turns(48, 72)).toBe(4);
  });

  test("of an account that was removed waits for nobody any more", async () => {
    await giveBackAndFallSilent();
    await removeIntegration(owner, { integrationId });
    await runJanitor(tenant, hours(1));
    expect(
      await rows(sql`select error from inbound_webhooks where status <> 'done'`),
    ).toMatchObject([{ error: "account_gone" }]);
  });
});
