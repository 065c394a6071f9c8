import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { serveHandler, type Served } from "@/standins/serve-handler";
import { StripeStandin } from "@/standins/stripe/handler";
import { eventOf, signNotice } from "@/standins/stripe/notices";
import { cellsOf, type CheckoutRequest, type GatewayAccount } from "../schema";
import { openStripe } from "./open-stripe";
import { readStripeNotice } from "./read-notice";

let served: Served;
let standin: StripeStandin;
let tenant: TestTenant;
beforeAll(async () => {
  served = await serveHandler((request) => standin.handle(request));
});
// A tenant of its own for each test: a breaker that one has opened must not be another's.
beforeEach(async () => {
  standin = new StripeStandin();
  tenant = await mintTenant();
});
afterAll(() => served.stop());

const gateway = () => openStripe({ baseUrl: served.url, deadlineMs: 1_500 });
const account = (over: Record<string, string> = {}): GatewayAccount => ({
  ...{ integrationId: newId(), accountId: "", live: false },
  secrets: { secretKey: standin.secretKey, webhookSecret: standin.webhookSecret, ...over },
});
const request = (over: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  ...{ reference: newId(), amountMinor: 8990, currency: "PEN", title: "Internet, 1234" },
  ...{ email: "ana@mail.example", keepCard: false, notifyUrl: "https://isp.example/hook" },
  ...{ returnUrl: "https://isp.example/pay?x=1", cancelUrl: "https://isp.example/pay" },
  expiresAt: new Date(Date.now() + 3_600_000),
  ...over,
});
const asked = (id = "") => ({ ...request(), checkoutId: id });
const open = (over: Partial<CheckoutRequest> = {}) =>
  gateway().create(tenant.ctx, account(), request(over));
const lookUp = async (id: string) =>
  (await gateway().lookUp(tenant.ctx, account(), { kind: "charge", id }))[0];

test("what it can do is what the adapter has", () =>
  expect(cellsOf(gateway())).toEqual([
    "create",
    "confirm",
    "lookUp",
    "refund",
    "tokenCharge",
    "forgetCard",
    "autopay",
    "notification",
  ]));

describe("a checkout", () => {
  test("paid in full is an approved charge with our reference, and the browser's word is looked up", async () => {
    const reference = newId();
    const { id, url } = await open({ reference });
    expect(url).toContain(id);
    const returned = new URLSearchParams({ session_id: id });
    expect(await gateway().confirm(tenant.ctx, account(), returned, asked())).toBeUndefined();
    const paid = standin.pay(id);
    expect(await gateway().confirm(tenant.ctx, account(), returned, asked())).toMatchObject({
      ...{ id: paid, status: "approved", amountMinor: 8990, currency: "PEN", reference },
      ...{ refundedMinor: 0, live: false },
    });
  });

  test.each(["", "cs_unknown", "../../v1/customers", "cs_x?expand[]=y"])(
    "a browser that comes back with %j proves nothing",
    async (session_id) =>
      expect(
        await gateway().confirm(
          tenant.ctx,
          account(),
          new URLSearchParams({ session_id }),
          asked(),
        ),
      ).toBeUndefined(),
  );

  test("of which another amount came in says what came in", async () => {
    const { id } = await open();
    expect(await lookUp(standin.pay(id, { amount: 100 }))).toMatchObject({ amountMinor: 100 });
  });

  test("that ended says so; that was declined may still be paid", async () => {
    const ended = await open();
    standin.expire(ended.id);
    const about = (id: string) => gateway().lookUp(tenant.ctx, account(), { kind: "checkout", id });
    expect(await about(ended.id)).toMatchObject([{ status: "expired", amountMinor: 8990 }]);
    const tried = await open();
    standin.pay(tried.id, { declined: "insufficient_funds" });
    expect(await about(tried.id)).toMatchObject([
      { status: "rejected", detail: "insufficient_funds" },
    ]);
    standin.pay(tried.id);
    expect(await about(tried.id)).toMatchObject([{ status: "approved" }]);
  });

  test("whose answer never came is unknown, and asked for again under its key it is the same one", async () => {
    standin.fail({ silent: "after" });
    const wanted = request();
    const asked = () => gateway().create(tenant.ctx, account(), wanted);
    await expect(asked()).rejects.toMatchObject({ course: "unknown", reason: "outcome_unknown" });
    expect(standin.sessions.size).toBe(1);
    expect((await asked()).id).toBe([...standin.sessions.keys()][0]);
    expect(standin.sessions.size).toBe(1);
  });

  test("asks for its country's ways; where the account lacks one, for what it has without what is off", async () => {
    const there = { ...account(), country: "MX", methodsOff: ["card"] as const };
    const asked = () => gateway().create(tenant.ctx, there, request({ currency: "MXN" }));
    const shown = async () => standin.sessions.get((await asked()).id)?.payment_method_types;
    expect(await shown()).toEqual(["oxxo", "customer_balance"]);
    expect(standin.customers.size).toBe(1);
    standin.ways = new Set(["card", "customer_balance"]);
    const sessions = standin.sessions.size;
    expect(await shown()).not.toContain("card");
    expect(standin.sessions.size).toBe(sessions + 1);
    expect(standin.taken.at(-1)?.form).toMatchObject({ excluded_payment_method_types: ["card"] });
  });

  test("that keeps the card offers nothing else, which could not be charged later", async () => {
    const there = { ...account(), country: "BR" };
    const wanted = request({ currency: "BRL", keepCard: true });
    const { id } = await gateway().create(tenant.ctx, there, wanted);
    expect(standin.sessions.get(id)?.payment_method_types).toEqual(["card"]);
  });

  test("under a key that stands for another amount is refused", async () => {
    const wanted = request();
    await gateway().create(tenant.ctx, account(), wanted);
    await expect(
      gateway().create(tenant.ctx, account(), { ...wanted, amountMinor: 1 }),
    ).rejects.toMatchObject({ course: "refused" });
  });

  test("with a key of Stripe's that is wrong is refused as such, and nothing is made", async () => {
    const asked = gateway().create(tenant.ctx, account({ secretKey: "sk_wrong" }), request());
    await expect(asked).rejects.toMatchObject({ course: "refused", reason: "credentials" });
    expect(standin.sessions.size).toBe(0);
  });

  test("is tried again after a 500, within the call", async () => {
    standin.fail({ status: 500 });
    await open();
    expect(standin.sessions.size).toBe(1);
  });

  test("in a currency that is counted otherwise there is not asked for", async () => {
    await expect(open({ currency: "UYW" })).rejects.toMatchObject({ reason: "currency_not_taken" });
    await expect(open({ currency: "KWD" })).rejects.toMatchObject({ reason: "currency_not_taken" });
    expect((await open({ currency: "CLP" })).id).toMatch(/^cs_/);
  });

  test("of the account's other business, in money that is counted otherwise there, is none of ours", async () => {
    const id = standin.pay((await open()).id);
    expect(await lookUp(id)).toBeDefined();
    const intent = standin.intents.get(id);
    if (intent) intent.currency = "kwd";
    expect(await lookUp(id)).toBeUndefined();
  });
});

describe("a kept card", () => {
  const kept = async () => {
    const { id } = await open({ keepCard: true });
    const card = (await lookUp(standin.pay(id)))?.card;
    if (!card) throw new Error("no card was kept");
    return card;
  };
  const charge = (card: { customer: string; token: string }, reference = newId()) =>
    gateway().tokenCharge?.(tenant.ctx, account(), {
      ...{
        reference,
        amountMinor: 5000,
        currency: "PEN",
        title: "Noviembre",
        card,
        email: undefined,
      },
    });

  test("is told with its last month, and only where the customer agreed", async () => {
    expect(await kept()).toMatchObject({ brand: "visa", last4: "4242", expiresOn: "2030-08" });
    const { id } = await open();
    expect((await lookUp(standin.pay(id)))?.card).toBeUndefined();
  });

  test("is charged without the customer; its no is an answer with its reason", async () => {
    const card = await kept();
    expect(await charge(card)).toMatchObject({ status: "approved", amountMinor: 5000 });
    standin.declining.set(card.token, "expired_card");
    expect(await charge(card)).toMatchObject({ status: "rejected", detail: "expired_card" });
  });

  test("charged without an answer is one charge: found by our reference, the same under its key", async () => {
    const card = await kept();
    const reference = newId();
    standin.fail({ silent: "after" });
    await expect(charge(card, reference)).rejects.toMatchObject({ course: "unknown" });
    const found = await gateway().lookUp(tenant.ctx, account(), { kind: "reference", reference });
    expect(found).toMatchObject([{ status: "approved", reference }]);
    expect((await charge(card, reference))?.id).toBe(found[0]?.id);
    expect([...standin.intents.values()].filter(({ amount }) => amount === 5000)).toHaveLength(1);
  });

  test("that never arrived there is surely not charged", async () => {
    const card = await kept();
    const nobody = openStripe({ baseUrl: "http://127.0.0.1:9", deadlineMs: 1_500 });
    const asked = nobody.tokenCharge?.(tenant.ctx, account(), {
      ...{
        reference: newId(),
        amountMinor: 5000,
        currency: "PEN",
        title: "x",
        card,
        email: undefined,
      },
    });
    await expect(asked).rejects.toMatchObject({ course: "retry" });
  });

  test("a reference that would end the query's text finds nothing", async () => {
    await kept();
    const reference = "x' OR metadata['reference']:'";
    const subject = { kind: "reference", reference } as const;
    expect(await gateway().lookUp(tenant.ctx, account(), subject)).toEqual([]);
  });
});

describe("money that goes back", () => {
  const paid = async () => standin.pay((await open()).id);
  const refund = (chargeId: string, amountMinor: number, key = newId()) =>
    gateway().refund(tenant.ctx, account(), {
      chargeId,
      amountMinor,
      currency: "PEN",
      key,
      refundedMinor: 0,
    });

  test("in part and then all of it; never more than came, never twice under one key", async () => {
    const id = await paid();
    const key = newId();
    const first = await refund(id, 990, key);
    expect(first).toMatchObject({ status: "succeeded", amountMinor: 990 });
    expect(await refund(id, 990, key)).toEqual(first);
    expect(await lookUp(id)).toMatchObject({ status: "partiallyRefunded", refundedMinor: 990 });
    await expect(refund(id, 8001)).rejects.toMatchObject({ reason: "charge_already_refunded" });
    await refund(id, 8000);
    expect(await lookUp(id)).toMatchObject({ status: "refunded", refundedMinor: 8990 });
  });

  test.each([
    ["needs_response", "disputed"],
    ["under_review", "disputed"],
    ["warning_needs_response", "disputed"],
    ["warning_closed", "approved"],
    ["won", "approved"],
    ["lost", "chargedBack"],
  ])("a dispute that is %s: the charge is %s", async (status, now) => {
    const id = await paid();
    standin.dispute(id, status);
    expect(await lookUp(id)).toMatchObject({ status: now });
    const [dispute] = standin.disputes.keys();
    const about = { kind: "dispute", id: dispute ?? "" } as const;
    expect(await gateway().lookUp(tenant.ctx, account(), about)).toMatchObject([{ id }]);
    await expect(refund(id, 1)).rejects.toMatchObject({ reason: "charge_disputed" });
  });
});

describe("a notice", () => {
  const NOW = new Date("2026-11-21T12:00:00Z");
  const nowS = NOW.getTime() / 1000;
  const body = eventOf(
    "payment_intent.succeeded",
    { id: "pi_1", object: "payment_intent" },
    nowS,
    "evt_1",
  );
  const read = (bytes: string | Uint8Array, signature: string, over: Record<string, string> = {}) =>
    readStripeNotice(account(over), {
      ...{ raw: Buffer.from(bytes), now: NOW, query: new URLSearchParams() },
      headers: new Headers({ "stripe-signature": signature }),
    });
  const sign = (bytes: string, secret = standin.webhookSecret, atS = nowS, other?: string) =>
    signNotice(bytes, { secret, nowS: atS, ...(other && { other }) }).headers["stripe-signature"] ??
    "";

  test("of Stripe's is a hint at what to ask for, and no more", () => {
    expect(read(body, sign(body))).toEqual({
      ...{ key: "evt_1", accountId: "", live: false, subject: { kind: "charge", id: "pi_1" } },
    });
  });

  test.each([
    [
      { id: "cs_9", object: "checkout.session", payment_intent: null },
      { kind: "checkout", id: "cs_9" },
    ],
    [
      { id: "ch_9", object: "charge", payment_intent: "pi_9" },
      { kind: "charge", id: "pi_9" },
    ],
    [
      { id: "dp_9", object: "dispute", payment_intent: "pi_9" },
      { kind: "charge", id: "pi_9" },
    ],
    [
      { id: "re_9", object: "refund", payment_intent: "pi_9" },
      { kind: "charge", id: "pi_9" },
    ],
    [{ id: "cus_9", object: "customer" }, undefined],
  ])("about %j", (object, subject) => {
    const event = eventOf("x.y", object, nowS);
    expect(read(event, sign(event)).subject).toEqual(subject);
  });

  test("with letters beyond ASCII is verified as it came", () => {
    const event = eventOf("x.y", { id: "pi_1", object: "payment_intent", note: "ñandú 🦙" }, nowS);
    expect(read(event, sign(event)).key).toMatch(/^evt_/);
  });

  test("while the secret is being changed is signed with both", () => {
    const both = sign(body, "whsec_old", nowS, standin.webhookSecret);
    expect(read(body, both).key).toBe("evt_1");
  });

  test.each([
    ["another's secret", () => sign(body, "whsec_other")],
    ["no signature", () => ""],
    ["a signature of other bytes", () => sign(`${body} `)],
    ["an old one, replayed", () => sign(body, standin.webhookSecret, nowS - 301)],
    ["another scheme only", () => `t=${nowS},v0=${sign(body).split("v1=")[1]}`],
    ["no time", () => sign(body).replace(/^t=\d+,/, "")],
    ["a cut signature", () => sign(body).slice(0, 40)],
  ])("forged (%s) is refused", (_, signature) =>
    expect(() => read(body, signature())).toThrow(
      expect.objectContaining({ code: "unauthenticated" }),
    ),
  );

  test("is refused while there is no secret, even for an empty one", () => {
    for (const webhookSecret of ["", "  "])
      expect(() => read(body, sign(body, webhookSecret), { webhookSecret })).toThrow(
        expect.objectContaining({ code: "unauthenticated" }),
      );
  });

  test("cut short is refused: its bytes are not those that were signed", () =>
    expect(() => read(body.slice(0, -3), sign(body))).toThrow(
      expect.objectContaining({ code: "unauthenticated" }),
    ));

  test("that is signed yet not an event is unreadable", () => {
    for (const bytes of ["", "{", "[]", "null", '{"id":"evt_1"}'])
      expect(() => read(bytes, sign(bytes))).toThrow(expect.objectContaining({ code: "invalid" }));
  });
});
