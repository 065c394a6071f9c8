import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET, POST } from "@/app/api/pay/[...path]/route";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { createCustomer } from "@/server/modules/crm/create-customer";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  connectMore,
  runJanitor,
  serveGateways,
  workNotices,
} from "@/server/testing/gateway-scene";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { CulqiStandin } from "@/standins/culqi/handler";
import { PaypalStandin } from "@/standins/paypal/handler";
import { eventOf } from "@/standins/paypal/notices";
import { recordPayment } from "../record-payment";
import { openCheckout } from "./open-checkout";

let server: Awaited<ReturnType<typeof startTestServer>>;
let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
let accounts: { culqi: string; paypal: string };
let customerId: string;
beforeAll(async () => {
  server = await startTestServer();
  gateways = await serveGateways();
});
beforeEach(async () => {
  Object.assign(gateways.scene, { culqi: new CulqiStandin(), paypal: new PaypalStandin() });
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  accounts = await connectMore(owner, gateways.scene);
  const about = { name: "Ana Quispe", email: "ana@mail.example", phone: "+51987654321" };
  customerId = (await createCustomer(owner, about)).id;
  const classId = newId();
  await rows(sql`insert into tax_classes (id, tenant_id, code, name, is_default)
    values (${classId}, ${tenant.id}, 'IGV', 'IGV', true)`);
  await rows(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values (${tenant.id}, ${classId}, 18, '2011-03-01')`);
  await rows(sql`insert into fx_rates (tenant_id, currency, on_day, rate, source)
    values (${tenant.id}, 'USD', current_date - 1, 3.7, 'manual')`);
  await refreshHosts();
});
afterAll(async () => {
  await gateways.stop();
  await server.close();
});

const culqi = () => gateways.scene.culqi;
const paypal = () => gateways.scene.paypal;
const rows = async (query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(query))).rows;
const open = async (integrationId: string, currency = "PEN") => {
  const lines = [{ description: "Internet", unitPrice: "100" }];
  const { id } = await draftInvoice(owner, { customerId, lines, currency });
  await issueInvoice(owner, { invoiceId: id });
  return openCheckout(owner, { customerId, integrationId, invoiceIds: [id] });
};
const send = (path: string, body?: string, of = tenant) =>
  server.send(hostOf(of.slug), {
    ...{ path, ...(body !== undefined && { method: "POST", body }) },
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
/** PayPal tells of it, and the worker works on it. */
const tell = async (event: string | undefined) => {
  const { body, headers } = paypal().notice(event);
  const path = `/api/webhooks/payments/paypal/${accounts.paypal}`;
  const answer = await server.send(hostOf(tenant.slug), { method: "POST", path, body, headers });
  expect(answer.status).toBe(200);
  await workNotices(tenant);
};
const paid = () =>
  rows(
    sql`select provider, amount_minor::float8 as amount, status from payments where tenant_id = ${tenant.id}`,
  );
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe("a gateway without a page of its own", () => {
  test("has its form on ours, which nothing else may run on, and what it gives is charged once", async () => {
    const { attemptId, url } = await open(accounts.culqi);
    expect(new URL(url).pathname).toBe(`/api/pay/${attemptId}`);
    const page = await send(`/api/pay/${attemptId}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain("/checkout-js");
    expect(page.text).toContain(culqi().publicKey);
    expect(page.text).not.toContain(culqi().secretKey);
    expect(page.headers["content-security-policy"]).toMatch(
      /default-src 'none'.*script-src 'nonce-/,
    );
    const token = culqi().tokenize();
    const back = `/api/pay/${attemptId}/back`;
    const answers = await Promise.all([1, 2, 3].map(() => send(back, `token=${token}`)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(answers[0]?.headers["location"]).toContain(`attempt=${attemptId}`);
    expect(await paid()).toEqual([{ provider: "culqi", amount: 10_000, status: "recorded" }]);
    expect((await send(`/api/pay/${attemptId}`)).status).toBe(303);
    expect(culqi().charges.size).toBe(1);
  });

  test("lets the browser go on to where the company's customers have their portal", async () => {
    await rows(sql`insert into tenant_domains (tenant_id, host, face, status, txt_token)
      values (${tenant.id}, ${`clientes.${tenant.slug}.example`}, 'portal', 'verified', 'x')`);
    const { attemptId } = await open(accounts.culqi);
    const { headers } = await send(`/api/pay/${attemptId}`);
    const answer = await send(`/api/pay/${attemptId}/back`, `token=${culqi().tokenize()}`);
    const { origin } = new URL(String(answer.headers["location"]));
    expect(origin).toContain(`://clientes.${tenant.slug}.example`);
    // A browser holds the answer to a form against the policy too: it would stop after the charge.
    expect(headers["content-security-policy"]).toContain(`form-action 'self' ${origin};`);
  });

  test("charges nobody for what was paid otherwise while its form stood open", async () => {
    const { attemptId } = await open(accounts.culqi);
    await recordPayment(owner, { customerId, method: "cash", amountMinor: 10_000 });
    await send(`/api/pay/${attemptId}/back`, `token=${culqi().tokenize()}`);
    expect(culqi().charges.size).toBe(0);
    expect(await paid()).toMatchObject([{ provider: "manual" }]);
    const answer = await send(`/api/pay/${attemptId}`);
    expect([answer.status, answer.headers["location"]]).toEqual([
      303,
      expect.stringContaining(`attempt=${attemptId}`),
    ]);
    await runJanitor(tenant, soon(5));
    expect(
      await rows(sql`select status, reason from payment_attempts where id = ${attemptId}`),
    ).toEqual([{ status: "cancelled", reason: "nothing_open" }]);
  });

  test("that did not answer in time is asked before anybody is charged again", async () => {
    const { attemptId } = await open(accounts.culqi);
    culqi().fail({ silent: "after" });
    const back = `/api/pay/${attemptId}/back`;
    expect((await send(back, `token=${culqi().tokenize()}`)).status).toBe(303);
    expect(await paid()).toEqual([]);
    // Somebody who sees nothing happen tries once more, with another card.
    await send(back, `token=${culqi().tokenize()}`);
    expect(culqi().charges.size).toBe(1);
    await runJanitor(tenant, soon(5));
    expect(await paid()).toMatchObject([{ provider: "culqi" }]);
  });

  test("gives a code that can be paid at a counter, also long after its end", async () => {
    await open(accounts.culqi);
    const [order] = [...culqi().orders.values()];
    if (!order) throw new Error("no code was given");
    culqi().expireOrder(order.id);
    await runJanitor(tenant, soon(60 * 8));
    expect((await rows(sql`select status from payment_attempts`))[0]).toMatchObject({
      status: "expired",
    });
    culqi().payOrder(order.id);
    const { body, headers } = culqi().notice(culqi().events.at(-1));
    const path = `/api/webhooks/payments/culqi/${accounts.culqi}`;
    expect(
      (await server.send(hostOf(tenant.slug), { method: "POST", path, body, headers })).status,
    ).toBe(200);
    await workNotices(tenant);
    expect(await paid()).toEqual([{ provider: "culqi", amount: 10_000, status: "recorded" }]);
    expect((await rows(sql`select status from payment_attempts`))[0]).toMatchObject({
      status: "approved",
    });
  });
});

describe("who comes back", () => {
  test("from PayPal has their payment captured at once; who does not is found by the janitor", async () => {
    const { attemptId } = await open(accounts.paypal, "USD");
    const returned = paypal().approve([...paypal().orders.keys()].at(-1) ?? "");
    const answer = await send(`/api/pay/${attemptId}/back?${returned.toString()}`);
    expect(answer.status).toBe(303);
    expect(await paid()).toMatchObject([{ provider: "paypal", amount: 10_000 }]);
    await open(accounts.paypal, "USD");
    paypal().approve([...paypal().orders.keys()].at(-1) ?? "");
    await runJanitor(tenant, soon(5));
    expect(await paid()).toHaveLength(2);
  });

  test("is not charged by PayPal for what was paid otherwise since they agreed, whoever asks", async () => {
    const { attemptId } = await open(accounts.paypal, "USD");
    const orderId = [...paypal().orders.keys()].at(-1) ?? "";
    const returned = paypal().approve(orderId);
    await recordPayment(owner, {
      ...{ customerId, method: "cash", currency: "USD", amountMinor: 10_000 },
    });
    await send(`/api/pay/${attemptId}/back?${returned.toString()}`);
    await tell(paypal().events.at(-1));
    await runJanitor(tenant, soon(5));
    expect(paypal().orders.get(orderId)).toMatchObject({ status: "APPROVED", captures: [] });
    expect(await paid()).toMatchObject([{ provider: "manual" }]);
  });

  test("with another's order has that one captured by nobody; a notice has one's own captured", async () => {
    const first = await open(accounts.paypal, "USD");
    await open(accounts.paypal, "USD");
    const other = paypal().approve([...paypal().orders.keys()].at(-1) ?? "");
    await send(`/api/pay/${first.attemptId}/back?${other.toString()}`);
    expect(await paid()).toEqual([]);
    await tell(paypal().events.at(-1));
    expect(await paid()).toMatchObject([{ provider: "paypal", amount: 10_000 }]);
  });

  test("is told of by PayPal among its account's other business, which is nobody's to capture or to bury", async () => {
    await open(accounts.paypal, "USD");
    const order = [...paypal().orders.values()].at(-1);
    const [unit] = order?.request.purchase_units ?? [];
    if (!order || !unit) throw new Error("no order");
    Object.assign(unit, { custom_id: "shop-1", amount: { currency_code: "HUF", value: "900" } });
    paypal().approve(order.id);
    await tell(paypal().events.at(-1));
    expect(order.captures).toEqual([]);
    unit.amount.currency_code = "USD";
    await tell(eventOf("CHECKOUT.ORDER.APPROVED", "checkout-order", { id: order.id }));
    expect(order.captures).toEqual([]);
    unit.amount.currency_code = "HUF";
    paypal().captureElsewhere(order.id);
    await tell(paypal().events.at(-1));
    const states = await rows(
      sql`select status from inbound_webhooks where tenant_id = ${tenant.id}`,
    );
    expect(states.map(({ status }) => status)).toEqual(["ignored", "ignored", "ignored"]);
  });

  test("with nonsense, to another tenant's or to nobody's attempt, gets nowhere", async () => {
    const { attemptId } = await open(accounts.culqi);
    expect((await send(`/api/pay/${attemptId}/back?token=x&order=y`)).status).toBe(303);
    expect(await paid()).toEqual([]);
    const other = await mintTenant();
    await refreshHosts();
    expect((await send(`/api/pay/${attemptId}`, undefined, other)).status).toBe(404);
    for (const path of [newId(), "x", `${attemptId}/other`, `${attemptId}/back/more`])
      expect([path, (await send(`/api/pay/${path}`)).status]).toEqual([path, 404]);
  });

  test("finds the same door on Vercel", async () => {
    const { attemptId } = await open(accounts.culqi);
    const at = new Request(`http://${hostOf(tenant.slug)}/api/pay/${attemptId}`, {
      headers: { host: hostOf(tenant.slug) },
    });
    expect((await GET(at)).status).toBe(200);
    expect(POST).toBeTypeOf("function");
  });
});
