import { sql } from "drizzle-orm";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { payLinkToken } from "@/server/modules/billing/pay-links/pay-link-token";
import { revokePayLinks } from "@/server/modules/billing/pay-links/revoke-pay-links";
import { sharePayLink } from "@/server/modules/billing/pay-links/share-pay-link";
import { receiptPdf } from "@/server/modules/billing/receipt-pdf";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { setIntegrationEnabled } from "@/server/modules/integrations/set-integration-enabled";
import { confirmCheckout } from "@/server/modules/payments/gateways/confirm-checkout";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { connectGateways, runJanitor, serveGateways } from "@/server/testing/gateway-scene";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { MercadopagoStandin } from "@/standins/mercadopago/handler";
import { StripeStandin } from "@/standins/stripe/handler";
import { getPayDesk } from "./get-pay-desk";
import { hearLinkReturn } from "./hear-return";
import { listOwnPayments } from "./list-own-payments";
import { openPayLink } from "./open-pay-link";
import { payByLink } from "./pay-by-link";
import { payOwn } from "./pay-own";
import { receiptByLink } from "./receipt-by-link";

let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
let stripeId: string;
let rosa: string;
let invoices: string[];
beforeAll(async () => {
  gateways = await serveGateways();
});
afterAll(() => gateways.stop());
beforeEach(async () => {
  Object.assign(gateways.scene, {
    stripe: new StripeStandin(),
    mercadopago: new MercadopagoStandin(),
  });
  tenant = await mintTenant();
  await demo(true);
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  stripeId = (await connectGateways(owner, gateways.scene)).stripe;
  const classId = newId();
  await rows(sql`insert into tax_classes (id, tenant_id, code, name, is_default)
    values (${classId}, ${tenant.id}, 'IGV', 'IGV', true)`);
  await rows(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values (${tenant.id}, ${classId}, 18, '2011-03-01')`);
  rosa = (await createCustomer(owner, { kind: "person", name: "Rosa ñahui Quispe" })).id;
  await rows(sql`update customers set tax_id_kind = 'dni', tax_id = '44556677' where id = ${rosa}`);
  invoices = [await bill(rosa, "100"), await bill(rosa, "50")];
});

const rows = async (query: ReturnType<typeof sql>) =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(query))).rows;
const demo = (is: boolean) =>
  composition().db.platform.transaction(tenant.id, (tx) =>
    tx.execute(sql`update tenants set demo = ${is} where id = ${tenant.id}`),
  );
async function bill(customerId: string, unitPrice: string): Promise<string> {
  const lines = [{ description: "Internet", unitPrice }];
  const { id } = await draftInvoice(owner, { customerId, lines });
  await issueInvoice(owner, { invoiceId: id });
  return id;
}
const wordsOf = async (base64: string) =>
  (
    await extractText(await getDocumentProxy(new Uint8Array(Buffer.from(base64, "base64"))), {
      mergePages: true,
    })
  ).text;
const visitor = (of = tenant): Ctx => ({ ...of.ctx, actor: { kind: "anonymous" }, ip: "10.0.0.9" });
const tokenOf = async (invoiceId?: string, customerId = rosa) =>
  (await sharePayLink(owner, { customerId, invoiceId })).url.split("/").at(-1) ?? "";
const open = async (token: string, ctx = visitor()) => openPayLink(ctx, { token });
const [first, second] = [() => invoices[0] ?? "", () => invoices[1] ?? ""];
const page = () => [...gateways.scene.stripe.sessions.keys()].at(-1) ?? "";
const soon = () => new Date(Date.now() + 5 * 60_000);
const signedIn = (customerId = rosa): Ctx => ({
  ...tenant.ctx,
  actor: { kind: "customer", customerId, sessionId: newId() },
});
const notFound = { code: "not_found" };

describe("a link to pay", () => {
  test("shows what is to be paid and how, with no more of the person than a first name and a letter", async () => {
    const { state, desk } = await open(await tokenOf());
    expect(state).toBe("open");
    expect(desk).toMatchObject({
      ...{ payer: "Rosa Ñ.", cut: false, attempts: [], paid: [] },
      invoices: [{ openMinor: 10_000 }, { openMinor: 5_000 }],
    });
    expect(desk?.gateways.map(({ provider }) => provider).toSorted()).toEqual([
      "mercadopago",
      "stripe",
    ]);
    expect(JSON.stringify(desk)).not.toMatch(/ahui Quispe/i);
    const one = await open(await tokenOf(second()));
    expect(one.desk?.invoices.map(({ id }) => id)).toEqual([second()]);
  });

  test("is the same until it is revoked, and only its hash is kept", async () => {
    const token = await tokenOf(first());
    expect(await tokenOf(first())).toBe(token);
    expect(await tokenOf(second())).not.toBe(token);
    const kept = await rows(sql`select id, token_hash from pay_links`);
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept.map(({ id }) => payLinkToken(tenant.id, String(id)))).toContain(token);
    expect(await revokePayLinks(owner, { customerId: rosa })).toEqual({ revoked: 2 });
    expect(await open(token)).toEqual({ state: "revoked", desk: null });
    const pay = { token, integrationId: stripeId, invoiceIds: [first()] };
    await expect(payByLink(visitor(), pay)).rejects.toMatchObject(notFound);
    expect(await revokePayLinks(owner, { customerId: rosa })).toEqual({ revoked: 0 });
    const renewed = await tokenOf(first());
    expect(renewed).not.toBe(token);
    expect(await open(token)).toMatchObject({ state: "revoked" });
    expect(await open(renewed)).toMatchObject({ state: "open" });
  });

  test("ends after the tenant's number of days, and what ended never opens again", async () => {
    const token = await tokenOf(first());
    const later = { ...visitor(), now: new Date(Date.now() + 61 * 86_400_000) };
    expect(await open(token, later)).toEqual({ state: "ended", desk: null });
    const { url } = await sharePayLink(
      { ...owner, now: later.now },
      { customerId: rosa, invoiceId: first() },
    );
    expect(url.endsWith(token)).toBe(false);
    expect(await open(token, later)).toMatchObject({ state: "ended" });
  });

  test("that is forged, or another company's, opens nothing", async () => {
    const token = await tokenOf();
    const other = await mintTenant();
    expect(await open(token, visitor(other))).toEqual({ state: "unknown", desk: null });
    expect(await open("A".repeat(43))).toEqual({ state: "unknown", desk: null });
    const input = { token, integrationId: stripeId, invoiceIds: [first()] };
    await expect(payByLink(visitor(other), input)).rejects.toMatchObject(notFound);
  });

  test("is not given out for a draft, another customer's invoice, or by who may not", async () => {
    const draft = await draftInvoice(owner, {
      ...{ customerId: rosa, lines: [{ description: "x", unitPrice: "1" }] },
    });
    const other = await createCustomer(owner, { name: "Otro" });
    for (const input of [
      { customerId: rosa, invoiceId: draft.id },
      { customerId: other.id, invoiceId: first() },
    ])
      await expect(sharePayLink(owner, input)).rejects.toMatchObject(notFound);
    const { ctx: technician } = await mintStaff(tenant, "technician");
    expect(() => sharePayLink(technician, { customerId: rosa })).toThrow("forbidden");
    expect(() => revokePayLinks(technician, { customerId: rosa })).toThrow("forbidden");
  });
});

describe("paying by a link", () => {
  test("goes from the gateway's page to paid with a receipt, said once however often the browser returns", async () => {
    const token = await tokenOf(first());
    const input = { token, integrationId: stripeId, invoiceIds: [first()] };
    const [one, two] = await Promise.all([
      payByLink(visitor(), input),
      payByLink(visitor(), input),
    ]);
    expect(two).toEqual(one);
    expect((await open(token)).desk?.attempts).toMatchObject([
      { id: one.attemptId, state: "waiting", amountMinor: 10_000 },
    ]);
    const session = gateways.scene.stripe.sessions.get(page());
    // The door by which everybody comes back; it leads on to the link's page (`come-back.test.ts`).
    expect(session?.success_url).toContain(`/api/pay/${one.attemptId}/back`);
    gateways.scene.stripe.pay(page());
    const back = { token, attemptId: one.attemptId };
    await Promise.all([hearLinkReturn(visitor(), back), hearLinkReturn(visitor(), back)]);
    await runJanitor(tenant, new Date());
    const { desk } = await open(token);
    expect(desk).toMatchObject({ invoices: [], attempts: [{ state: "paid" }] });
    expect(desk?.paid).toMatchObject([{ amountMinor: 10_000 }]);
    const paymentId = desk?.paid[0]?.paymentId ?? "";
    const receipt = await receiptByLink(visitor(), { token, paymentId });
    expect(receipt.name).toMatch(/\.pdf$/);
    // Who has the link is told no more by the receipt than by the page.
    const text = await wordsOf(receipt.base64);
    expect(text).toContain("Rosa Ñ.");
    expect(text).not.toMatch(/Quispe|44556677/);
    expect(await wordsOf((await receiptPdf(signedIn(), { paymentId })).base64)).toMatch(
      /Quispe[^]*44556677/,
    );
    const others = await tokenOf(second());
    await expect(receiptByLink(visitor(), { token: others, paymentId })).rejects.toMatchObject(
      notFound,
    );
  });

  test("of one invoice never leads to the link for all, though somebody is paying by that one", async () => {
    const [wide, narrow] = [await tokenOf(), await tokenOf(first())];
    const input = { integrationId: stripeId, invoiceIds: [first()] };
    const theirs = await payByLink(visitor(), { ...input, token: wide });
    expect(await payByLink(visitor(), { ...input, token: wide })).toEqual(theirs);
    // The id of an attempt is enough to be sent on to where it was begun.
    expect((await open(narrow)).desk?.attempts).toEqual([]);
    const mine = await payByLink(visitor(), { ...input, token: narrow });
    const { back } = await confirmCheckout(systemCtx(tenant.id, "test"), {
      attemptId: mine.attemptId,
      returned: new URLSearchParams(),
    });
    expect(back).toContain(narrow);
    // Who sees all anyway is led to the page that is open.
    const again = await payByLink(visitor(), { ...input, token: wide });
    expect([theirs.attemptId, mine.attemptId]).toContain(again.attemptId);
  });

  test("says a card's no, and the same page takes another card", async () => {
    const token = await tokenOf(first());
    const input = { token, integrationId: stripeId, invoiceIds: [first()] };
    const one = await payByLink(visitor(), input);
    gateways.scene.stripe.pay(page(), { declined: "insufficient_funds" });
    await runJanitor(tenant, soon());
    expect((await open(token)).desk?.attempts).toMatchObject([
      { state: "refused", reason: "insufficient_funds" },
    ]);
    expect(await payByLink(visitor(), input)).toEqual(one);
    gateways.scene.stripe.pay(page());
    await runJanitor(tenant, new Date(Date.now() + 40 * 60_000));
    expect((await open(token)).desk).toMatchObject({ invoices: [], attempts: [{ state: "paid" }] });
  });

  test("pays nothing that the link does not name, on no gateway that is paused or in test mode for real customers", async () => {
    const token = await tokenOf(first());
    const pay = (invoiceIds: string[]) =>
      payByLink(visitor(), { token, integrationId: stripeId, invoiceIds });
    await expect(pay([second()])).rejects.toMatchObject(notFound);
    const stranger = await createCustomer(owner, { name: "Otro" });
    await expect(pay([await bill(stranger.id, "10")])).rejects.toMatchObject(notFound);
    await demo(false);
    expect((await open(token)).desk?.gateways).toEqual([]);
    await expect(pay([first()])).rejects.toMatchObject(notFound);
    await demo(true);
    await setIntegrationEnabled(owner, { integrationId: stripeId, enabled: false });
    await expect(pay([first()])).rejects.toMatchObject(notFound);
    expect(gateways.scene.stripe.sessions.size).toBe(0);
  });

  test("another customer's return asks nobody", async () => {
    const { attemptId } = await payByLink(visitor(), {
      ...{ token: await tokenOf(first()), integrationId: stripeId, invoiceIds: [first()] },
    });
    const asked = () =>
      rows(sql`select ask_at from payment_attempts where id = ${attemptId}`).then(([row]) => row);
    const before = await asked();
    const stranger = await createCustomer(owner, { name: "Otro" });
    const token = await tokenOf(undefined, stranger.id);
    await hearLinkReturn(visitor(), { token, attemptId });
    expect(await asked()).toEqual(before);
  });
});

describe("paying from the portal", () => {
  test("takes several invoices in one go, and lists what was paid with its receipt", async () => {
    const desk = await getPayDesk(signedIn());
    expect(desk.invoices).toHaveLength(2);
    await payOwn(signedIn(), { integrationId: stripeId, invoiceIds: invoices });
    expect(gateways.scene.stripe.sessions.get(page())?.amount_total).toBe(15_000);
    gateways.scene.stripe.pay(page());
    await runJanitor(tenant, soon());
    expect((await getPayDesk(signedIn())).invoices).toEqual([]);
    const { items } = await listOwnPayments(signedIn(), {});
    expect(items).toMatchObject([
      { amountMinor: 15_000, invoices: [expect.any(String), expect.any(String)] },
    ]);
    // Who has one invoice's link is told of that invoice alone, though its money came with another's.
    const token = await tokenOf(second());
    const { desk: shown } = await open(token);
    expect(shown?.paid).toMatchObject([{ amountMinor: 5_000 }]);
    const paymentId = shown?.paid[0]?.paymentId ?? "";
    const told = await wordsOf((await receiptByLink(visitor(), { token, paymentId })).base64);
    const numbers = (await rows(sql`select full_number from invoices order by total_minor`)).map(
      (row) => String(row["full_number"]),
    );
    expect(numbers.map((number) => told.includes(number))).toEqual([true, false]);
    expect(told).toContain("50.00");
    expect(told).not.toMatch(/1[05]0\.00/);
    const stranger = await createCustomer(owner, { name: "Otro" });
    expect((await listOwnPayments(signedIn(stranger.id), {})).items).toEqual([]);
    await expect(
      payOwn(signedIn(stranger.id), { integrationId: stripeId, invoiceIds: invoices }),
    ).rejects.toMatchObject(notFound);
  });
});
