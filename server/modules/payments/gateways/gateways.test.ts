import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { createCustomer } from "@/server/modules/crm/create-customer";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  connectGateways,
  runJanitor,
  serveGateways,
  workNotices,
} from "@/server/testing/gateway-scene";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { MercadopagoStandin } from "@/standins/mercadopago/handler";
import { StripeStandin } from "@/standins/stripe/handler";
import { openCheckout } from "./open-checkout";

let server: Awaited<ReturnType<typeof startTestServer>>;
let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
let accounts: { stripe: string; mercadopago: string };
let customerId: string;
let invoiceId: string;
beforeAll(async () => {
  server = await startTestServer();
  gateways = await serveGateways();
});
beforeEach(async () => {
  Object.assign(gateways.scene, {
    stripe: new StripeStandin(),
    mercadopago: new MercadopagoStandin(),
  });
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  accounts = await connectGateways(owner, gateways.scene);
  customerId = (await createCustomer(owner, { name: "Rosa" })).id;
  const classId = newId();
  await rows(sql`insert into tax_classes (id, tenant_id, code, name, is_default)
    values (${classId}, ${tenant.id}, 'IGV', 'IGV', true)`);
  await rows(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values (${tenant.id}, ${classId}, 18, '2011-03-01')`);
  const lines = [{ description: "Internet", unitPrice: "100" }];
  ({ id: invoiceId } = await draftInvoice(owner, { customerId, lines }));
  await issueInvoice(owner, { invoiceId });
  await refreshHosts();
});
afterAll(async () => {
  await gateways.stop();
  await server.close();
});

const stripe = () => gateways.scene.stripe;
const mercadopago = () => gateways.scene.mercadopago;
type Row = Record<string, unknown>;
const rows = async (query: ReturnType<typeof sql>): Promise<Row[]> =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(query))).rows;
const paid = () =>
  rows(sql`select provider, provider_payment_id as charge, amount_minor::float8 as amount, status, receipt_full_number as receipt,
    unallocated_minor::float8 as left, refunded_minor::float8 as refunded from payments where tenant_id = ${tenant.id} order by id`);
const attempt = async () =>
  (
    await rows(
      sql`select * from payment_attempts where tenant_id = ${tenant.id} order by id desc limit 1`,
    )
  )[0];
const openMinor = async () =>
  (await rows(sql`select open_minor::float8 as open from invoices where id = ${invoiceId}`))[0]?.[
    "open"
  ];
const notices = () =>
  rows(
    sql`select status, error from inbound_webhooks where tenant_id = ${tenant.id} order by received_at, id`,
  );
const checkout = (integrationId = accounts.stripe) =>
  openCheckout(owner, { customerId, integrationId, invoiceIds: [invoiceId] });
const page = () => [...stripe().sessions.keys()].at(-1) ?? "";
const post = (path: string, body: string, headers: Record<string, string>, of = tenant) =>
  server.send(hostOf(of.slug), { method: "POST", path, body, headers });
const stripePath = () => `/api/webhooks/payments/stripe/${accounts.stripe}`;
/** Sends what Stripe has to say, all of it, in the order given; gives the answers. */
const tellStripe = async (order: (events: string[]) => string[] = (events) => events) => {
  const answers: number[] = [];
  for (const event of order([...stripe().events])) {
    const { body, headers } = stripe().notice(event);
    answers.push((await post(stripePath(), body, headers)).status);
  }
  return answers;
};
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe("a page that is paid", () => {
  test("becomes one payment with a receipt that pays the invoice, however often and in whatever order it is told", async () => {
    await checkout();
    const charge = stripe().pay(page());
    expect(await tellStripe((events) => [...events, ...events].toReversed())).toEqual(
      Array.from({ length: 6 }, () => 200),
    );
    await workNotices(tenant, (jobs) => jobs.toReversed());
    expect(await paid()).toMatchObject([
      {
        provider: "stripe",
        charge,
        amount: 10_000,
        left: 0,
        receipt: expect.stringMatching(/\d$/) as string,
      },
    ]);
    expect(await openMinor()).toBe(0);
    expect(await attempt()).toMatchObject({ status: "approved", charge_id: charge, ask_at: null });
    expect((await notices()).map(({ status }) => status)).toEqual(["done", "done", "done"]);
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("three notices at once are one payment", async () => {
    await checkout();
    stripe().pay(page());
    await Promise.all([tellStripe(), tellStripe(), tellStripe()]);
    await Promise.all([workNotices(tenant), workNotices(tenant), workNotices(tenant)]);
    expect(await paid()).toHaveLength(1);
    expect(await openMinor()).toBe(0);
  });

  test("of which no notice ever comes is found by the janitor", async () => {
    await checkout();
    stripe().pay(page());
    await runJanitor(tenant, soon(5));
    expect(await paid()).toHaveLength(1);
    expect(await attempt()).toMatchObject({ status: "approved" });
  });

  test("after a card said no is still found", async () => {
    await checkout();
    stripe().pay(page(), { declined: "insufficient_funds" });
    await runJanitor(tenant, soon(5));
    expect(await attempt()).toMatchObject({ status: "rejected", reason: "insufficient_funds" });
    stripe().pay(page());
    await runJanitor(tenant, soon(30));
    expect(await paid()).toHaveLength(1);
  });

  test("whose opening was never answered for is found too", async () => {
    stripe().fail({ silent: "after" });
    await expect(checkout()).rejects.toMatchObject({ code: "unavailable" });
    expect(await attempt()).toMatchObject({ status: "unknown" });
    stripe().pay(page());
    await runJanitor(tenant, soon(5));
    expect(await paid()).toHaveLength(1);
  });

  test("twice, on two pages, pays once and leaves the rest as credit", async () => {
    await checkout();
    await checkout(accounts.mercadopago);
    stripe().pay(page());
    mercadopago().pay([...mercadopago().preferences.keys()][0] ?? "");
    await runJanitor(tenant, soon(5));
    expect(await paid()).toMatchObject([{ left: 0 }, { left: 10_000 }]);
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("is the same page for two taps and two tabs while it is open, and another one for another amount", async () => {
    const [first, second] = await Promise.all([checkout(), checkout()]);
    expect(second).toEqual(first);
    expect(await checkout()).toEqual(first);
    expect(stripe().sessions.size).toBe(1);
    stripe().pay(page(), { declined: "insufficient_funds" });
    await runJanitor(tenant, soon(5));
    expect(await checkout()).toEqual(first);
    await rows(sql`update invoices set open_minor = 4000 where id = ${invoiceId}`);
    expect((await checkout()).attemptId).not.toBe(first.attemptId);
    await rows(sql`update invoices set open_minor = 10000 where id = ${invoiceId}`);
    await rows(sql`update payment_attempts set expires_at = now() where id = ${first.attemptId}`);
    expect((await checkout()).attemptId).not.toBe(first.attemptId);
  });

  test("is asked for again under its own name when nobody knows whether it is there", async () => {
    stripe().fail({ silent: "after" });
    await expect(checkout()).rejects.toMatchObject({ code: "unavailable" });
    const { id } = (await attempt()) ?? {};
    expect(await checkout()).toMatchObject({ attemptId: id });
    expect(await attempt()).toMatchObject({ id, status: "pending" });
    expect(stripe().sessions.size).toBe(1);
  });

  test("that nobody pays ends, and is asked about no more", async () => {
    await checkout();
    stripe().expire(page());
    await runJanitor(tenant, soon(5));
    expect(await attempt()).toMatchObject({ status: "expired" });
    await runJanitor(tenant, soon(60 * 8));
    expect(await attempt()).toMatchObject({ status: "expired", ask_at: null });
    expect(await paid()).toEqual([]);
  });

  test("with another amount pays nothing, and staff is told", async () => {
    await checkout();
    stripe().pay(page(), { amount: 100 });
    await tellStripe();
    await workNotices(tenant);
    expect(await paid()).toEqual([]);
    expect(await attempt()).toMatchObject({ status: "mismatch", reason: "other_amount" });
    expect(
      await rows(sql`select kind from staff_notifications where tenant_id = ${tenant.id}`),
    ).toMatchObject([{ kind: "gateway_mismatch" }]);
  });
});

describe("money that the gateway gives back or loses", () => {
  const settled = async () => {
    await checkout(accounts.mercadopago);
    const { id } = mercadopago().pay([...mercadopago().preferences.keys()][0] ?? "");
    await tellMercadopago();
    return id;
  };
  const tellMercadopago = async () => {
    const seen = mercadopago().notices.splice(0);
    for (const { url, notice } of seen) {
      const path = `${new URL(url).pathname}?${notice.query}`;
      expect((await post(path, notice.body, notice.headers)).status).toBe(200);
    }
    await workNotices(tenant);
  };

  test("in part is a refund here: the invoice is open by that much again", async () => {
    const id = await settled();
    expect(await paid()).toMatchObject([{ provider: "mercadopago", charge: String(id), left: 0 }]);
    mercadopago().move(id, { transaction_amount_refunded: 30 });
    await tellMercadopago();
    await runJanitor(tenant, soon(5));
    expect(await paid()).toMatchObject([{ status: "partiallyRefunded", refunded: 3_000 }]);
    expect(await openMinor()).toBe(3_000);
    expect(await attempt()).toMatchObject({ status: "partiallyRefunded" });
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("by a chargeback is a bounce: the invoice is open again, once", async () => {
    const id = await settled();
    mercadopago().chargeBack(id, "settled");
    await tellMercadopago();
    expect(await paid()).toMatchObject([{ status: "bounced" }]);
    expect(await openMinor()).toBe(10_000);
    expect(await attempt()).toMatchObject({ status: "chargedBack" });
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("disputed and not decided stays, and staff is told", async () => {
    const id = await settled();
    mercadopago().chargeBack(id, "in_process");
    await tellMercadopago();
    expect(await openMinor()).toBe(0);
    expect(await attempt()).toMatchObject({ status: "disputed" });
    mercadopago().move(id, { status: "approved", status_detail: "accredited" });
    await tellMercadopago();
    expect(await attempt()).toMatchObject({ status: "approved" });
  });
});

describe("at the door", () => {
  const signed = async () => {
    await checkout();
    stripe().pay(page());
    return stripe().notice(stripe().events[0]);
  };

  test.each([
    ["forged", (body: string) => ({ body: body.replace("succeeded", "failed") })],
    ["cut short", (body: string) => ({ body: body.slice(0, -4) })],
    ["unsigned", () => ({ headers: {} })],
  ])("a notice that is %s is refused and leaves nothing", async (_, change) => {
    const notice = await signed();
    const { body, headers } = { ...notice, ...change(notice.body) };
    expect((await post(stripePath(), body, headers as Record<string, string>)).status).toBe(401);
    expect(await notices()).toEqual([]);
  });

  test("an account of another tenant's, of another gateway, or none at all is not there", async () => {
    const { body, headers } = await signed();
    const other = await mintTenant();
    await refreshHosts();
    const path = "/api/webhooks/payments";
    expect((await post(stripePath(), body, headers, other)).status).toBe(404);
    for (const wrong of [
      `${path}/mercadopago/${accounts.stripe}`,
      `${path}/stripe/${newId()}`,
      `${path}/stripe/x`,
      `${path}/stripe`,
      `${path}/stripe/${accounts.stripe}/more`,
    ])
      expect([wrong, (await post(wrong, body, headers)).status]).toEqual([wrong, 404]);
    expect(await notices()).toEqual([]);
  });

  test("a charge of somebody else's attempt is kept and pays nothing", async () => {
    await checkout();
    const session = stripe().sessions.get(page());
    if (session) session.client_reference_id = newId();
    stripe().pay(page());
    await tellStripe();
    await workNotices(tenant);
    expect(await paid()).toEqual([]);
    expect((await notices())[0]).toMatchObject({ status: "ignored", error: "not_ours" });
  });

  test("a notice for another seller is kept and not worked on", async () => {
    await checkout(accounts.mercadopago);
    mercadopago().pay([...mercadopago().preferences.keys()][0] ?? "");
    const [told] = mercadopago().notices;
    const body = (told?.notice.body ?? "").replace(/"user_id":\d+/, '"user_id":1');
    const path = `/api/webhooks/payments/mercadopago/${accounts.mercadopago}?${told?.notice.query}`;
    expect((await post(path, body, told?.notice.headers ?? {})).status).toBe(200);
    expect(await notices()).toMatchObject([{ status: "ignored", error: "foreign_account" }]);
  });
});

describe("play money", () => {
  const makeReal = () =>
    composition().db.platform.transaction(tenant.id, (tx) =>
      tx.execute(sql`update tenants set demo = false where id = ${tenant.id}`),
    );

  test("opens no page for a real invoice, whoever asks", async () => {
    await makeReal();
    await expect(checkout()).rejects.toMatchObject({ code: "conflict", key: "gateway_test_mode" });
    expect([await attempt(), stripe().sessions.size]).toEqual([undefined, 0]);
  });

  test("that is found on an attempt of a real tenant pays nothing, and staff is told", async () => {
    await checkout();
    await makeReal();
    stripe().pay(page());
    await tellStripe();
    await workNotices(tenant);
    await runJanitor(tenant, soon(5));
    expect([await paid(), await openMinor()]).toEqual([[], 10_000]);
    expect(await attempt()).toMatchObject({ status: "mismatch", reason: "other_mode" });
    expect(await rows(sql`select kind from staff_notifications`)).toMatchObject([
      { kind: "gateway_mismatch" },
    ]);
  });

  test("that a demo took is still followed when it goes back", async () => {
    await checkout();
    const charge = stripe().pay(page());
    await runJanitor(tenant, soon(5));
    await makeReal();
    stripe().dispute(charge, "lost");
    await tellStripe();
    await workNotices(tenant);
    expect(await paid()).toMatchObject([{ status: "bounced" }]);
  });
});
