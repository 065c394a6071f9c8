import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { removeIntegration } from "@/server/modules/integrations/remove-integration";
import { systemCtx } from "@/server/tenancy/context";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { connectGateways, runJanitor, serveGateways } from "@/server/testing/gateway-scene";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { StripeStandin } from "@/standins/stripe/handler";
import { recordPayment } from "../record-payment";
import { getPayment } from "../get-payment";
import { refundMoney } from "../refund-money";
import { giveBack } from "./ask-refund";
import { openCheckout } from "./open-checkout";
import { openGateway } from "./open-gateway";
import { refundCharge } from "./refund-charge";
import { settleCharge } from "./settle-charge";

let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
let customerId: string;
let paymentId: string;
let integrationId: string;
beforeAll(async () => {
  gateways = await serveGateways();
});
afterAll(() => gateways.stop());
/** A payment of 100.00 by card, of which 60.00 paid an invoice: 40.00 is credit. */
beforeEach(async () => {
  gateways.scene.stripe = new StripeStandin();
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  ({ stripe: integrationId } = await connectGateways(owner, gateways.scene));
  customerId = (await createCustomer(owner, { name: "Rosa" })).id;
  const classId = newId();
  await rows(sql`insert into tax_classes (id, tenant_id, code, name, is_default)
    values (${classId}, ${tenant.id}, 'IGV', 'IGV', true)`);
  await rows(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values (${tenant.id}, ${classId}, 18, '2011-03-01')`);
  const issue = async (unitPrice: string) => {
    const lines = [{ description: "Internet", unitPrice }];
    const { id } = await draftInvoice(owner, { customerId, lines });
    await issueInvoice(owner, { invoiceId: id });
    return id;
  };
  const invoiceIds = [await issue("60"), await issue("40")];
  await openCheckout(owner, { customerId, integrationId, invoiceIds });
  // The second was paid in cash meanwhile.
  const [, second = ""] = invoiceIds;
  await recordPayment(owner, {
    ...{ customerId, method: "cash", amountMinor: 4_000, allocation: "chosen" },
    invoices: [{ invoiceId: second }],
  });
  stripe().pay([...stripe().sessions.keys()].at(-1) ?? "");
  await runJanitor(tenant, soon(5));
  const [row] = await rows(
    sql`select id from payments where tenant_id = ${tenant.id} and provider = 'stripe'`,
  );
  paymentId = String(row?.["id"]);
});

const stripe = () => gateways.scene.stripe;
const rows = async (query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(query))).rows;
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const payment = () => getPayment(owner, { paymentId });
const refund = (amountMinor: number) =>
  refundCharge(owner, { paymentId, amountMinor, reason: "Se mudó de ciudad" });
const work = (id: string, now = soon(0)) => giveBack(systemCtx(tenant.id, "test", { now }), id);
/** What the gateway says of the charge now, as its notice would have us ask. */
async function hear(id: string): Promise<void> {
  const ctx = systemCtx(tenant.id, "test");
  const { gateway, account } = await openGateway(ctx, integrationId);
  for (const charge of await gateway.lookUp(ctx, account, { kind: "charge", id }))
    await settleCharge(ctx, { integrationId, provider: gateway.name, charge });
}
const failures = () =>
  rows(
    sql`select kind from staff_notifications where tenant_id = ${tenant.id} and kind = 'gateway_refund_failed'`,
  );

describe("money asked back from the gateway", () => {
  test("goes back once and the books follow; what paid an invoice stays where it is", async () => {
    expect(await payment()).toMatchObject({ byGateway: true, unallocatedMinor: 4_000 });
    const { id, status } = await refund(1_500);
    expect(status).toBe("pending");
    await Promise.all([work(id), work(id), work(id)]);
    await work(id, soon(60));
    expect(stripe().refunds.map(({ amount }) => amount)).toEqual([1_500]);
    expect(await payment()).toMatchObject({
      ...{ status: "partiallyRefunded", refundedMinor: 1_500, unallocatedMinor: 2_500 },
      chargeRefunds: [{ id, status: "succeeded" }],
      refunds: [{ amountMinor: 1_500, reason: "Se mudó de ciudad" }],
    });
    expect((await payment()).allocations.every(({ reversedAt }) => reversedAt === null)).toBe(true);
    await work((await refund(2_500)).id);
    expect(await payment()).toMatchObject({ refundedMinor: 4_000, unallocatedMinor: 0 });
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("of which no answer came is unknown, asked about later, and never goes twice", async () => {
    const { id } = await refund(1_500);
    stripe().fail({ silent: "after" });
    await work(id);
    expect((await payment()).chargeRefunds).toMatchObject([{ status: "unknown" }]);
    expect(await payment()).toMatchObject({ refundedMinor: 0 });
    await expect(refund(1_000)).rejects.toMatchObject({ key: "refund_on_its_way" });
    await runJanitor(tenant, soon(30));
    expect((await payment()).chargeRefunds).toMatchObject([{ status: "succeeded" }]);
    expect(stripe().refunds).toHaveLength(1);
    expect(await payment()).toMatchObject({ refundedMinor: 1_500 });
  });

  test("that nobody worked on, a worker having died, is asked for by the janitor", async () => {
    await refund(1_500);
    await runJanitor(tenant, soon(30));
    expect((await payment()).chargeRefunds).toMatchObject([{ status: "succeeded" }]);
  });

  test("that the gateway refuses moves nothing, and staff is told", async () => {
    const charge = [...stripe().intents.keys()].at(-1) ?? "";
    stripe().dispute(charge, "needs_response");
    await work((await refund(1_500)).id);
    expect((await payment()).chargeRefunds).toMatchObject([
      { status: "failed", failure: "charge_disputed" },
    ]);
    expect(await payment()).toMatchObject({ refundedMinor: 0, unallocatedMinor: 4_000 });
    expect(await failures()).toHaveLength(1);
  });

  test("of an account that was removed before it was asked goes nowhere, and can be given by hand", async () => {
    const { id } = await refund(1_500);
    await removeIntegration(owner, { integrationId });
    await work(id);
    expect((await payment()).chargeRefunds).toMatchObject([
      { status: "failed", failure: "account_gone" },
    ]);
    expect(await failures()).toHaveLength(1);
    await refundMoney(owner, {
      ...{ source: "payment", sourceId: paymentId, amountMinor: 1_500, method: "cash" },
      reason: "Se mudó de ciudad",
    });
    expect(await payment()).toMatchObject({ refundedMinor: 1_500 });
  });

  test("is never more than what is not used of the payment, nor of one that came by hand", async () => {
    await expect(refund(4_001)).rejects.toMatchObject({ key: "refund_beyond_money" });
    const cash = await recordPayment(owner, { customerId, method: "cash", amountMinor: 100 });
    expect(cash.byGateway).toBe(false);
    await expect(
      refundCharge(owner, { paymentId: cash.id, amountMinor: 100, reason: "por error" }),
    ).rejects.toMatchObject({ key: "not_by_gateway" });
    expect(stripe().refunds).toEqual([]);
  });

  test("of a second charge of one page goes back by that charge, not by the first", async () => {
    const [session] = [...stripe().sessions.values()].slice(-1);
    if (!session) throw new Error("no checkout");
    Object.assign(session, { status: "open", payment_intent: null });
    const charge = stripe().pay(session.id);
    await hear(charge);
    const [second] = await rows(sql`select id, status, amount_minor::float8 as amount from payments
      where tenant_id = ${tenant.id} and provider = 'stripe' and id <> ${paymentId}`);
    const ofSecond = { paymentId: String(second?.["id"]) };
    expect(await getPayment(owner, ofSecond)).toMatchObject({ asksBack: true });
    const asked = await refundCharge(owner, {
      ...{ ...ofSecond, amountMinor: 10_000, reason: "Pagó dos veces" },
    });
    await work(asked.id);
    expect(stripe().refunds).toMatchObject([{ amount: 10_000, payment_intent: charge }]);
    expect(await getPayment(owner, ofSecond)).toMatchObject({ status: "refunded" });
    expect(await payment()).toMatchObject({ refundedMinor: 0 });
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("is not offered once its account is no more, nor of what came by hand", async () => {
    expect(await payment()).toMatchObject({ byGateway: true, asksBack: true });
    await removeIntegration(owner, { integrationId });
    expect(await payment()).toMatchObject({ byGateway: true, asksBack: false });
    await expect(refund(100)).rejects.toMatchObject({ key: "not_by_gateway" });
  });

  test("is for those who may give money back", async () => {
    const { ctx: agent } = await mintStaff(tenant, "agent");
    const asked = async () =>
      refundCharge(agent, { paymentId, amountMinor: 100, reason: "por error" });
    await expect(asked()).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("money given back by hand beside it", () => {
  const byHand = (amountMinor: number) =>
    refundMoney(owner, {
      ...{ source: "payment", sourceId: paymentId, amountMinor, method: "cash" },
      reason: "Se le devolvió en caja",
    });

  test("is not taken for what the gateway gives back: both are counted, and the gateway is asked once", async () => {
    await byHand(1_000);
    const { id } = await refund(1_500);
    await work(id);
    expect(await payment()).toMatchObject({
      ...{ refundedMinor: 2_500, unallocatedMinor: 1_500 },
      chargeRefunds: [{ id, status: "succeeded" }],
    });
    expect(stripe().refunds.map(({ amount }) => amount)).toEqual([1_500]);
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("waits while the gateway is being asked: the same money does not go twice", async () => {
    const { id } = await refund(4_000);
    await expect(byHand(4_000)).rejects.toMatchObject({ key: "refund_on_its_way" });
    await work(id);
    expect(await payment()).toMatchObject({ refundedMinor: 4_000, unallocatedMinor: 0 });
  });

  test("and all of it taken by the bank: the books give back what is left, and staff is told of the rest", async () => {
    await byHand(1_000);
    const charge = [...stripe().intents.keys()].at(-1) ?? "";
    stripe().dispute(charge, "lost");
    await hear(charge);
    await hear(charge);
    expect(await payment()).toMatchObject({ status: "refunded", refundedMinor: 10_000 });
    expect(
      await rows(
        sql`select kind from staff_notifications where tenant_id = ${tenant.id} and kind = 'gateway_refund_twice'`,
      ),
    ).toHaveLength(1);
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });
});
