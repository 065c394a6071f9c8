import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { openOwnCheckout } from "@/server/modules/payments/gateways/open-own-checkout";
import { recordPayment } from "@/server/modules/payments/record-payment";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type CardScene, cardScene } from "@/server/testing/card-scene";
import { runJanitor, serveGateways } from "@/server/testing/gateway-scene";
import { mintStaff } from "@/server/testing/tenant";
import { StripeStandin } from "@/standins/stripe/handler";
import { listCards } from "./list-cards";
import { readCards } from "./read-cards";
import { removeIn } from "./remove-card";
import { turnOffIn, turnOnAutopay, turnOnIn } from "./switch-autopay";

let gateways: Awaited<ReturnType<typeof serveGateways>>;
let scene: CardScene;
let card: string;
beforeAll(async () => {
  gateways = await serveGateways();
});
afterAll(() => gateways.stop());
beforeEach(async () => {
  gateways.scene.stripe = new StripeStandin();
  scene = await cardScene(gateways);
  card = await scene.keep(await scene.bill("2026-11-01"));
});

const VERSION = "autopay-1.0";
/** Half past ten in Lima. */
const at = (day: string) => `${day}T15:30:00Z`;
const own = <T>(work: (tx: Parameters<Parameters<typeof inTenant>[1]>[0]) => Promise<T>) =>
  inTenant(scene.as(), work);
const turnOn = (limitMinor: number | null = null, methodId = card) =>
  own((tx) =>
    turnOnIn(scene.as(), tx, {
      ...{ customerId: scene.customerId, methodId, version: VERSION, limitMinor },
    }),
  );
/** Agreed long ago, so that days of the tests come after it. */
const agreedBefore = () =>
  scene.rows(
    sql`update autopays set created_at = '2026-10-01' where tenant_id = ${scene.tenant.id}`,
  );
const cards = () => own((tx) => readCards(scene.as(), tx, scene.customerId));
const charged = () => [...scene.stripe().charges.values()].length - 1;
const tries = () =>
  scene.rows(sql`select status, reason, try_number as number, amount_minor::float8 as amount from payment_attempts
    where tenant_id = ${scene.tenant.id} and autopay_invoice_id is not null order by try_number`);
const open = async (invoiceId: string) =>
  (
    await scene.rows(sql`select open_minor::float8 as open from invoices where id = ${invoiceId}`)
  )[0]?.["open"];
const token = () =>
  [...scene.stripe().intents.values()].find((one) => one.payment_method)?.payment_method ?? "";
const decline = (code: string) => scene.stripe().declining.set(token(), code);

describe("a card on file", () => {
  test("is kept once of who agreed, with what they read, when and from where; its token is nowhere to be seen", async () => {
    await runJanitor(scene.tenant, new Date(Date.now() + 9 * 60_000));
    const { cards: kept } = await cards();
    expect(kept).toMatchObject([
      { id: card, brand: "visa", last4: "4242", expiresOn: "2030-08", status: "active" },
    ]);
    const staff = await listCards(scene.owner, { customerId: scene.customerId });
    expect(staff.mandates).toMatchObject([
      { kind: "keep", version: "keep-1", channel: "portal", ip: "10.0.0.9" },
    ]);
    expect(staff.mandates[0]?.wording).toMatch(/Autorizo|authorize/);
    const [row] = await scene.rows(sql`select * from payment_methods where id = ${card}`);
    const facts = await scene.rows(
      sql`select body from events where tenant_id = ${scene.tenant.id}`,
    );
    const jobs = await scene.queued("payments.forgetCard");
    expect(token()).toMatch(/^pm_/);
    expect(JSON.stringify([kept, staff, row, facts, jobs])).not.toContain(token());
    expect(await scene.facts("paymentMethod.saved")).toHaveLength(1);
  });

  test("is not kept without the words, nor by words that have changed", async () => {
    const other = await scene.bill("2026-11-02");
    const input = { integrationId: scene.stripeId, invoiceIds: [other] };
    await expect(
      openOwnCheckout(scene.as(), { ...input, keepCard: "keep-0" }),
    ).rejects.toMatchObject({
      key: "mandate_changed",
    });
    await openOwnCheckout(scene.as(), input);
    scene.stripe().pay(scene.lastPage());
    await runJanitor(scene.tenant, new Date(Date.now() + 5 * 60_000));
    expect((await cards()).cards).toHaveLength(1);
  });

  test("kept again takes its own place, and automatic payment goes on by it; the gateway forgets the one before", async () => {
    await turnOn();
    const before = token();
    const again = await scene.keep(await scene.bill("2026-11-02"));
    expect(again).not.toBe(card);
    expect(await cards()).toMatchObject({ cards: [{ id: again }], autopay: { methodId: again } });
    await scene.forget();
    expect([...scene.stripe().detached]).toEqual([before]);
  });

  test("that is removed is forgotten by the gateway and here, and pays nothing by itself any more", async () => {
    await turnOn();
    await own((tx) => removeIn(scene.as(), tx, { methodId: card, customerId: scene.customerId }));
    await scene.forget();
    await scene.forget();
    expect(scene.stripe().detached.size).toBe(1);
    expect(await scene.facts("paymentMethod.forgotten")).toMatchObject([{ atGateway: true }]);
    expect(
      await scene.rows(sql`select token_sealed, status from payment_methods where id = ${card}`),
    ).toEqual([{ token_sealed: null, status: "removed" }]);
    expect(await cards()).toMatchObject({ cards: [], autopay: null });
    expect(await scene.facts("autopay.turnedOff")).toMatchObject([{ why: "cardRemoved" }]);
  });

  test("of somebody else is nobody's to use or to remove", async () => {
    const { id: other } = await createCustomer(scene.owner, { name: "Otra" });
    const input = { customerId: other, methodId: card };
    const asOther = scene.as(other);
    const notFound = { code: "not_found" };
    const on = { ...input, version: VERSION, limitMinor: null };
    await expect(inTenant(asOther, (tx) => turnOnIn(asOther, tx, on))).rejects.toMatchObject(
      notFound,
    );
    await expect(inTenant(asOther, (tx) => removeIn(asOther, tx, input))).rejects.toMatchObject(
      notFound,
    );
    await expect(turnOnAutopay(scene.owner, { ...on, note: "by telephone" })).rejects.toMatchObject(
      notFound,
    );
    const { ctx: technician } = await mintStaff(scene.tenant, "technician");
    expect(() => turnOnAutopay(technician, { ...on, note: "by telephone" })).toThrow("forbidden");
  });

  test("that ends soon is told of a month and a week before, once each, and ends with its month", async () => {
    await turnOn();
    await scene.rows(sql`update payment_methods set expires_on = '2026-11' where id = ${card}`);
    for (const day of ["2026-10-20", "2026-11-02", "2026-11-10", "2026-11-24", "2026-11-29"])
      await scene.watch(at(day));
    const told = () =>
      scene.rows(
        sql`select event from messages where tenant_id = ${scene.tenant.id} and event = 'billing.cardExpiring'`,
      );
    expect(await told()).toHaveLength(2);
    expect((await cards()).cards).toMatchObject([{ status: "active" }]);
    // The last minutes of November in Lima are December in UTC.
    await scene.watch("2026-12-01T04:30:00Z");
    expect((await cards()).cards).toMatchObject([{ status: "active" }]);
    await scene.watch(at("2026-12-01"));
    expect(await cards()).toMatchObject({ cards: [{ status: "expired" }], autopay: null });
  });
});

describe("automatic payment", () => {
  beforeEach(async () => {
    await turnOn();
    await agreedBefore();
  });

  test("charges what is open on the due day by the company's clock, neither before nor before its hour", async () => {
    const invoice = await scene.bill("2026-10-31");
    await scene.charge(at("2026-10-30"));
    // Eight in the evening of the 30th in Lima is the 31st in UTC; six in the morning of the 31st is too early.
    await scene.charge("2026-10-31T01:00:00Z");
    await scene.charge("2026-10-31T11:00:00Z");
    expect(charged()).toBe(0);
    await scene.charge(at("2026-10-31"));
    expect(charged()).toBe(1);
    expect(await open(invoice)).toBe(0);
    expect(await scene.facts("autopay.charged")).toMatchObject([
      { invoiceId: invoice, amountMinor: 10_000, tryNumber: 1 },
    ]);
  });

  test("charges once, however often and by how many at once its job is run", async () => {
    const invoiceId = await scene.bill("2026-11-10");
    const asked = { invoiceId, tryNumber: 1 };
    await Promise.allSettled([1, 2, 3].map(() => scene.chargeOne(at("2026-11-10"), asked)));
    await scene.chargeOne(at("2026-11-10"), asked);
    await scene.charge(at("2026-11-11"));
    expect(charged()).toBe(1);
    expect(await tries()).toMatchObject([{ status: "approved" }]);
    const paid = await scene.rows(sql`select 1 from payments where tenant_id = ${scene.tenant.id}`);
    expect(paid).toHaveLength(2);
  });

  test("that was not answered for is found by its reference, and charged no second time", async () => {
    const invoiceId = await scene.bill("2026-11-10");
    scene.stripe().fail({ silent: "after" }, { silent: "after" }, { silent: "after" });
    await scene.chargeOne(at("2026-11-10"), { invoiceId, tryNumber: 1 });
    expect(await tries()).toMatchObject([{ status: "unknown" }]);
    await expect(
      openOwnCheckout(scene.as(), { integrationId: scene.stripeId, invoiceIds: [invoiceId] }),
    ).rejects.toMatchObject({ key: "card_being_charged" });
    await scene.charge(at("2026-11-10"));
    await runJanitor(scene.tenant, new Date("2026-11-10T15:40:00Z"));
    expect(await tries()).toMatchObject([{ status: "approved" }]);
    expect(charged()).toBe(1);
    expect(await open(invoiceId)).toBe(0);
  });

  test("whose worker died before or after the gateway heard of it is taken up by the next, and is one charge", async () => {
    const invoiceId = await scene.bill("2026-11-10");
    const asked = { invoiceId, tryNumber: 1 };
    await scene.chargeOne(at("2026-11-10"), asked);
    // As if it had died between the gateway's answer and our writing it down.
    await scene.rows(sql`update payment_attempts set status = 'created', payment_id = null, charge_id = null,
      confirming_until = '2026-11-10T15:35:00Z' where autopay_invoice_id = ${invoiceId}`);
    await scene.chargeOne("2026-11-10T15:31:00Z", asked);
    expect(await tries()).toMatchObject([{ status: "created" }]);
    await scene.chargeOne("2026-11-10T15:36:00Z", asked);
    expect(await tries()).toMatchObject([{ status: "approved" }]);
    expect(charged()).toBe(1);
  });

  test("asks again by the calendar while the bank's no may change, and then no more", async () => {
    decline("insufficient_funds");
    const invoiceId = await scene.bill("2026-11-10");
    for (let day = 10; day <= 20; day += 1) {
      await scene.charge(at(`2026-11-${day}`));
      await scene.charge(`2026-11-${day}T20:00:00Z`);
    }
    expect(await tries()).toMatchObject(
      [1, 2, 3, 4].map((number) => ({ number, status: "rejected" })),
    );
    expect(await scene.facts("autopay.failed")).toMatchObject(
      ["2026-11-11", "2026-11-13", "2026-11-15", null].map((retryOn) => ({ retryOn, invoiceId })),
    );
    expect((await cards()).autopay?.planned).toMatchObject([{ onDay: null, why: "stopped" }]);
  });

  test("goes on by the calendar after a no, and stops there once it is paid", async () => {
    decline("insufficient_funds");
    const invoiceId = await scene.bill("2026-11-10");
    await scene.charge(at("2026-11-10"));
    scene.stripe().declining.clear();
    await scene.charge(at("2026-11-11"));
    await scene.charge(at("2026-11-13"));
    expect(await tries()).toMatchObject([{ status: "rejected" }, { status: "approved" }]);
    expect(await open(invoiceId)).toBe(0);
  });

  test("never asks a card again that the bank will not let be charged, and ends with it", async () => {
    decline("stolen_card");
    await scene.bill("2026-11-10");
    for (const day of ["2026-11-10", "2026-11-11", "2026-11-20"]) await scene.charge(at(day));
    expect(await tries()).toMatchObject([{ status: "rejected", reason: "stolen_card" }]);
    expect(await cards()).toMatchObject({ cards: [{ status: "refused" }], autopay: null });
    expect(await scene.facts("autopay.failed")).toMatchObject([{ retryOn: null }]);
  });

  test("charges nothing that was paid meanwhile, and of what was paid in part only the rest", async () => {
    const [paid, part] = [await scene.bill("2026-11-10"), await scene.bill("2026-11-10")];
    const pay = (invoiceId: string, amountMinor: number) =>
      recordPayment(scene.owner, {
        ...{ customerId: scene.customerId, method: "transfer", amountMinor, allocation: "chosen" },
        invoices: [{ invoiceId, amountMinor }],
      });
    await pay(paid, 10_000);
    await pay(part, 4_000);
    await scene.charge(at("2026-11-10"));
    expect(await tries()).toMatchObject([{ amount: 6_000, status: "approved" }]);
  });

  test("waits while the customer's word or their own page is open, and for more than they allowed it does nothing", async () => {
    const invoiceId = await scene.bill("2026-11-10");
    const promise = (status: string) =>
      scene.rows(sql`insert into payment_promises (id, tenant_id, customer_id, currency, amount_minor, due_on, status, origin)
        values (${newId()}, ${scene.tenant.id}, ${scene.customerId}, 'PEN', 100, '2026-11-20', ${status}, 'portal')`);
    await promise("open");
    await scene.charge(at("2026-11-10"));
    await scene.rows(
      sql`update payment_promises set status = 'broken' where tenant_id = ${scene.tenant.id}`,
    );
    scene.stripe().now = () => Date.parse("2026-11-10T15:00:00Z");
    await openOwnCheckout(
      { ...scene.as(), now: new Date("2026-11-10T15:00:00Z") },
      { integrationId: scene.stripeId, invoiceIds: [invoiceId] },
    );
    await scene.charge(at("2026-11-10"));
    expect(await tries()).toEqual([]);
    scene.stripe().expire(scene.lastPage());
    await runJanitor(scene.tenant, new Date("2026-11-11T01:00:00Z"));
    await turnOn(9_999);
    await agreedBefore();
    await scene.charge(at("2026-11-11"));
    await scene.charge(at("2026-11-12"));
    expect(await tries()).toEqual([]);
    const told =
      await scene.rows(sql`select event from messages where tenant_id = ${scene.tenant.id}
      and event = 'billing.autopayStopped'`);
    expect(told).toHaveLength(1);
    await turnOn(10_000);
    await agreedBefore();
    await scene.charge(at("2026-11-12"));
    expect(await tries()).toMatchObject([{ status: "approved" }]);
  });

  test("charges nobody earlier than they agreed, whatever the company sets since", async () => {
    const save = (daysBefore: number, version: number) =>
      updateSettings(scene.owner, { module: "autopay", version, data: { daysBefore } });
    await save(5, 0);
    const invoiceId = await scene.bill("2026-11-10");
    await scene.charge(at("2026-11-08"));
    expect(await tries()).toEqual([]);
    await expect(turnOn()).rejects.toMatchObject({ key: "mandate_changed" });
    const { words } = await cards();
    await own((tx) =>
      turnOnIn(scene.as(), tx, {
        ...{
          customerId: scene.customerId,
          methodId: card,
          version: words.version,
          limitMinor: null,
        },
      }),
    );
    await agreedBefore();
    await scene.charge(at("2026-11-05"));
    expect(await open(invoiceId)).toBe(0);
  });

  test("is off at once when the customer says so", async () => {
    await scene.bill("2026-11-10");
    await own((tx) => turnOffIn(scene.as(), tx, scene.customerId));
    await scene.charge(at("2026-11-10"));
    expect(await tries()).toEqual([]);
    expect(await scene.facts("autopay.turnedOff")).toMatchObject([{ why: "customer" }]);
  });
});
