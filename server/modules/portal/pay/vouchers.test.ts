import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { createCustomer } from "@/server/modules/crm/create-customer";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  connectGateways,
  connectMore,
  runJanitor,
  serveGateways,
} from "@/server/testing/gateway-scene";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { CulqiStandin } from "@/standins/culqi/handler";
import { MercadopagoStandin } from "@/standins/mercadopago/handler";
import { StripeStandin } from "@/standins/stripe/handler";
import { recordPayment } from "@/server/modules/payments/record-payment";
import { listAttempts } from "@/server/modules/payments/gateways/list-attempts";
import { openCheckout } from "@/server/modules/payments/gateways/open-checkout";
import { openGateway } from "@/server/modules/payments/gateways/open-gateway";
import { settleCharge } from "@/server/modules/payments/gateways/settle-charge";
import { getPayDesk } from "./get-pay-desk";

let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
let accounts: { stripe: string; mercadopago: string; culqi: string };
let customerId: string;
let invoiceId: string;
beforeAll(async () => {
  gateways = await serveGateways();
});
afterAll(() => gateways.stop());
beforeEach(async () => {
  Object.assign(gateways.scene, {
    ...{ stripe: new StripeStandin(), mercadopago: new MercadopagoStandin() },
    culqi: new CulqiStandin(),
  });
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  const { stripe, mercadopago } = await connectGateways(owner, gateways.scene);
  const { culqi } = await connectMore(owner, gateways.scene);
  accounts = { stripe, mercadopago, culqi };
  const phone = "+51987654321";
  customerId = (
    await createCustomer(owner, { name: "Rosa Quispe", email: "rosa@mail.example", phone })
  ).id;
  const classId = newId();
  await rows(sql`insert into tax_classes (id, tenant_id, code, name, is_default)
    values (${classId}, ${tenant.id}, 'IGV', 'IGV', true)`);
  await rows(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values (${tenant.id}, ${classId}, 18, '2011-03-01')`);
  const lines = [{ description: "Internet", unitPrice: "100" }];
  ({ id: invoiceId } = await draftInvoice(owner, { customerId, lines }));
  await issueInvoice(owner, { invoiceId });
});

const rows = async (query: ReturnType<typeof sql>) =>
  (await inTenant(tenant.ctx, (tx) => tx.execute<Record<string, unknown>>(query))).rows;
const checkout = (integrationId: string) =>
  openCheckout(owner, { customerId, integrationId, invoiceIds: [invoiceId] });
const attempt = async () => (await listAttempts(owner, { customerId }))[0];
const in_ = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const customer = (now = new Date()): Ctx => ({
  ...{ ...tenant.ctx, now },
  actor: { kind: "customer", customerId, sessionId: newId() },
});
const credit = async () =>
  (
    await rows(sql`select credit_minor::float8 as credit from customer_balances
      where tenant_id = ${tenant.id} and customer_id = ${customerId}`)
  )[0]?.["credit"];
const payments = () =>
  rows(sql`select provider, unallocated_minor::float8 as left from payments
    where tenant_id = ${tenant.id} order by id`);

/** A slip of MercadoPago's (OXXO, PagoEfectivo, Rapipago, boleto …), good until then. */
async function takeSlip(until: Date, url = "https://mp.example/slip/1"): Promise<number> {
  await checkout(accounts.mercadopago);
  const { mercadopago } = gateways.scene;
  const { id } = mercadopago.pay([...mercadopago.preferences.keys()].at(-1) ?? "", {
    ...{ status: "pending", status_detail: "pending_waiting_payment" },
    ...{ payment_type_id: "ticket", date_of_expiration: until.toISOString() },
    transaction_details: { external_resource_url: url },
  });
  await runJanitor(tenant, in_(0.1));
  return id;
}
const tellPaid = async (id: number, now: Date) => {
  gateways.scene.mercadopago.move(id, { status: "approved", status_detail: "accredited" });
  const ctx = { ...tenant.ctx, now };
  const { gateway, account } = await openGateway(ctx, accounts.mercadopago);
  const [charge] = await gateway.lookUp(ctx, account, { kind: "charge", id: String(id) });
  if (!charge) throw new Error("no charge");
  const about = { integrationId: accounts.mercadopago, provider: gateway.name, charge };
  expect(await settleCharge(ctx, about)).toBe(true);
};

describe("a slip that is paid elsewhere", () => {
  test("is told on our pages, with what to take there and until when, for as long as it is good", async () => {
    const until = in_(72);
    await takeSlip(until);
    const voucher = { url: "https://mp.example/slip/1", code: null, until: until.toISOString() };
    expect(await attempt()).toMatchObject({ status: "pending", voucher });
    const seen = async (now: Date) => (await getPayDesk(customer(now))).attempts;
    expect(await seen(new Date())).toMatchObject([{ state: "waiting", voucher }]);
    expect(await seen(in_(48))).toMatchObject([{ state: "waiting", voucher }]);
    expect(await seen(in_(80))).toEqual([]);
  });

  test("whose address is none of the web is not made a link", async () => {
    await takeSlip(in_(72), "javascript:alert(1)");
    expect(await attempt()).toMatchObject({ status: "pending", voucher: null });
  });

  test("is asked about beyond its end, then over; the page alone ends hours before", async () => {
    await takeSlip(in_(72));
    await runJanitor(tenant, in_(100));
    expect(await attempt()).toMatchObject({ status: "pending", askAt: expect.any(String) });
    await runJanitor(tenant, in_(24 * 19));
    expect(await attempt()).toMatchObject({ status: "expired", askAt: null, voucher: null });
  });

  test("paid after we had given it up still pays its invoice", async () => {
    const id = await takeSlip(in_(72));
    await runJanitor(tenant, in_(24 * 19));
    await tellPaid(id, in_(24 * 20));
    expect(await attempt()).toMatchObject({ status: "approved" });
    expect(await payments()).toEqual([{ provider: "mercadopago", left: 0 }]);
  });

  test("paid after its invoice was paid otherwise is the customer's credit, never lost", async () => {
    const id = await takeSlip(in_(72));
    await recordPayment(owner, { customerId, method: "transfer", amountMinor: 10_000 });
    await tellPaid(id, in_(2));
    await tellPaid(id, in_(3));
    expect((await payments()).map(({ left }) => left)).toEqual([0, 10_000]);
    expect(await credit()).toBe(10_000);
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });
});

test("a code of Culqi's (PagoEfectivo, Yape, banks' apps) is shown, outlives its page and pays late", async () => {
  await checkout(accounts.culqi);
  const { culqi } = gateways.scene;
  const [order] = culqi.orders.values();
  await runJanitor(tenant, in_(0.1));
  expect(await attempt()).toMatchObject({
    voucher: { url: null, code: order?.payment_code, until: expect.any(String) },
  });
  expect(Date.parse((await attempt())?.voucher?.until ?? "")).toBeGreaterThan(in_(40).getTime());
  await runJanitor(tenant, in_(30));
  expect(await attempt()).toMatchObject({ status: "pending" });
  culqi.payOrder(order?.id ?? "");
  await runJanitor(tenant, in_(40));
  expect(await attempt()).toMatchObject({ status: "approved", voucher: null });
});
