import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  connectMore,
  makeDemo,
  runJanitor,
  serveGateways,
  workNotices,
} from "@/server/testing/gateway-scene";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { CulqiStandin } from "@/standins/culqi/handler";
import { IzipayStandin } from "@/standins/izipay/handler";
import { NiubizStandin } from "@/standins/niubiz/handler";
import { PaypalStandin } from "@/standins/paypal/handler";
import { openCheckout } from "./open-checkout";
import { openGateway } from "./open-gateway";

let server: Awaited<ReturnType<typeof startTestServer>>;
let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
let accounts: Record<"culqi" | "paypal" | "izipay" | "niubiz", string>;
let customerId: string;
beforeAll(async () => {
  server = await startTestServer();
  gateways = await serveGateways();
});
beforeEach(async () => {
  Object.assign(gateways.scene, {
    ...{ culqi: new CulqiStandin(), paypal: new PaypalStandin() },
    ...{ izipay: new IzipayStandin(), niubiz: new NiubizStandin() },
  });
  tenant = await mintTenant();
  await makeDemo(tenant.id);
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  const { izipay, niubiz } = gateways.scene;
  const connect = async (vendor: string, credentials: Record<string, string>) =>
    (
      await createIntegration(owner, {
        ...{ vendor, name: vendor, credentials, config: { mode: "test" } },
      })
    ).id;
  const { shopId, password, publicKey } = izipay;
  const { merchantId, user, ruc } = niubiz;
  accounts = {
    ...(await connectMore(owner, gateways.scene)),
    izipay: await connect("izipay", { shopId, password, publicKey }),
    niubiz: await connect("niubiz", { merchantId, user, ruc, password: niubiz.password }),
  };
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

const rows = async (query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(query))).rows;
const paid = () =>
  rows(sql`select provider, amount_minor::float8 as amount, refunded_minor::float8 as refunded, status
    from payments where tenant_id = ${tenant.id}`);
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const open = async (provider: keyof typeof accounts) => {
  const lines = [{ description: "Internet", unitPrice: "100" }];
  const currency = provider === "paypal" ? "USD" : "PEN";
  const { id } = await draftInvoice(owner, { customerId, lines, currency });
  await issueInvoice(owner, { invoiceId: id });
  return openCheckout(owner, { customerId, integrationId: accounts[provider], invoiceIds: [id] });
};
const back = (attemptId: string, fields: Record<string, string>) =>
  server.send(hostOf(tenant.slug), {
    ...{ path: `/api/pay/${attemptId}/back`, method: "POST" },
    body: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

type Told = { body: string; headers: Record<string, string> };
const ways = {
  culqi: {
    pay: (attemptId: string) => back(attemptId, { token: gateways.scene.culqi.tokenize() }),
    told: (): Told[] =>
      gateways.scene.culqi.events.map((event) => gateways.scene.culqi.notice(event)),
  },
  izipay: {
    pay: (attemptId: string) => Promise.resolve(gateways.scene.izipay.pay(attemptId)),
    told: (): Told[] => gateways.scene.izipay.notices.map(({ notice }) => notice),
  },
  paypal: {
    pay: () => {
      const [id = ""] = gateways.scene.paypal.orders.keys();
      gateways.scene.paypal.approve(id);
      // As by a worker of ours that died before it wrote it down.
      return Promise.resolve(gateways.scene.paypal.captureElsewhere(id));
    },
    told: (): Told[] =>
      gateways.scene.paypal.events.map((event) => gateways.scene.paypal.notice(event)),
  },
};

/** Gives 30 back at the gateway itself, behind our back. */
async function giveBack(provider: keyof typeof ways, reference: string): Promise<void> {
  const { gateway, account } = await openGateway(tenant.ctx, accounts[provider]);
  const [checkoutId] = await rows(sql`select checkout_id from payment_attempts`);
  const found = [
    ...(await gateway.lookUp(tenant.ctx, account, { kind: "reference", reference })),
    ...(await gateway.lookUp(tenant.ctx, account, {
      ...{ kind: "checkout", id: String(checkoutId?.["checkout_id"]) },
    })),
  ];
  const charge = found.find(({ status }) => status === "approved");
  if (!charge) throw new Error("nothing was charged");
  await gateway.refund(tenant.ctx, account, {
    ...{ chargeId: charge.id, amountMinor: 3_000, currency: charge.currency },
    ...{ key: newId(), refundedMinor: 0 },
  });
}

describe.each(["culqi", "izipay", "paypal"] as const)("notices of %s", (provider) => {
  const send = ({ body, headers }: Told) =>
    server.send(hostOf(tenant.slug), {
      ...{ method: "POST", path: `/api/webhooks/payments/${provider}/${accounts[provider]}` },
      ...{ body, headers },
    });

  test("twice, three at once and the last first are one payment, and what went back went once", async () => {
    const { attemptId } = await open(provider);
    await ways[provider].pay(attemptId);
    await giveBack(provider, attemptId);
    const all = ways[provider].told();
    expect(all.length).toBeGreaterThan(1);
    const answers: number[] = [];
    for (const one of [...all, ...all].toReversed()) answers.push((await send(one)).status);
    const last = all.at(-1);
    if (last) await Promise.all([send(last), send(last), send(last)]);
    expect(new Set(answers)).toEqual(new Set([200]));
    const backwards = <T>(jobs: T[]) => jobs.toReversed();
    await Promise.all([
      workNotices(tenant, backwards),
      workNotices(tenant, backwards),
      workNotices(tenant),
    ]);
    const once = [{ provider, amount: 10_000, refunded: 3_000, status: "partiallyRefunded" }];
    expect(await paid()).toEqual(once);
    await Promise.all([back(attemptId, {}), runJanitor(tenant, soon(5))]);
    expect(await paid()).toEqual(once);
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("that come for another tenant or forged leave nothing, and the payment is found without them", async () => {
    const { attemptId } = await open(provider);
    await ways[provider].pay(attemptId);
    const [one] = ways[provider].told();
    if (!one) throw new Error("it tells nothing");
    const other = await mintTenant();
    await refreshHosts();
    const path = `/api/webhooks/payments/${provider}/${accounts[provider]}`;
    const elsewhere = await server.send(hostOf(other.slug), { method: "POST", path, ...one });
    expect(elsewhere.status).toBe(404);
    const forged =
      provider === "culqi" ? { ...one, headers: {} } : { ...one, body: `${one.body}1` };
    expect((await send(forged)).status).toBe(401);
    expect(await rows(sql`select 1 from inbound_webhooks`)).toEqual([]);
    await runJanitor(tenant, soon(5));
    expect(await paid()).toMatchObject([{ provider, status: "recorded" }]);
  });
});

describe("Niubiz, which tells nothing", () => {
  test("is charged once however often its form posts, and asked about by whoever comes back", async () => {
    const { attemptId, url } = await open("niubiz");
    expect(new URL(url).pathname).toBe(`/api/pay/${attemptId}`);
    const page = await server.send(hostOf(tenant.slug), { path: `/api/pay/${attemptId}` });
    expect(page.text).toContain(gateways.scene.niubiz.merchantId);
    expect(page.text).not.toContain(gateways.scene.niubiz.password);
    const no = { transactionToken: gateways.scene.niubiz.tokenize("116") };
    await back(attemptId, no);
    expect(await rows(sql`select status, reason from payment_attempts`)).toEqual([
      { status: "rejected", reason: "116" },
    ]);
    const transactionToken = gateways.scene.niubiz.tokenize();
    await Promise.all([1, 2, 3].map(() => back(attemptId, { transactionToken })));
    await runJanitor(tenant, soon(5));
    expect(await paid()).toMatchObject([{ provider: "niubiz", amount: 10_000 }]);
    const path = `/api/webhooks/payments/niubiz/${accounts.niubiz}`;
    const told = await server.send(hostOf(tenant.slug), { method: "POST", path, body: "{}" });
    expect(told.status).toBe(404);
  });

  test("that did not answer after charging is asked before anybody is charged again", async () => {
    const { attemptId } = await open("niubiz");
    const { niubiz } = gateways.scene;
    niubiz.fail({ silent: "after" });
    await back(attemptId, { transactionToken: niubiz.tokenize() });
    expect(await paid()).toEqual([]);
    await back(attemptId, { transactionToken: niubiz.tokenize() });
    await runJanitor(tenant, soon(5));
    expect([niubiz.sales.size, (await paid()).length]).toEqual([1, 1]);
  });
});
