import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { MercadopagoStandin } from "@/standins/mercadopago/handler";
import { noticeBody, signNotice } from "@/standins/mercadopago/notices";
import { serveHandler, type Served } from "@/standins/serve-handler";
import { cellsOf, type CheckoutRequest, type GatewayAccount } from "../schema";
import { sellerLeaveUrl, takeSellerTokens } from "./oauth";
import { openMercadopago } from "./open-mercadopago";
import { readMercadopagoNotice } from "./read-notice";

let served: Served;
let standin: MercadopagoStandin;
let tenant: TestTenant;
beforeAll(async () => {
  served = await serveHandler((request) => standin.handle(request));
});
beforeEach(async () => {
  standin = new MercadopagoStandin();
  tenant = await mintTenant();
});
afterAll(() => served.stop());

const settings = () => ({ baseUrl: served.url, deadlineMs: 1_500 });
const gateway = () => openMercadopago(settings());
const account = (over: Record<string, string> = {}, live = false): GatewayAccount => ({
  ...{ integrationId: newId(), accountId: String(standin.sellers.sellerId), live },
  secrets: {
    ...{ accessToken: standin.sellers.accessToken, webhookSecret: standin.webhookSecret },
    ...over,
  },
});
const request = (over: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  ...{ reference: newId(), amountMinor: 5990, currency: "PEN", title: "Internet" },
  ...{ email: "ana@mail.example", keepCard: false, notifyUrl: "https://isp.example/hook" },
  ...{ returnUrl: "https://isp.example/pay?x=1", cancelUrl: "https://isp.example/pay" },
  expiresAt: new Date(Date.now() + 3_600_000),
  ...over,
});
const asked = (id = "") => ({ ...request(), checkoutId: id });
const open = (over: Partial<CheckoutRequest> = {}) =>
  gateway().create(tenant.ctx, account(), request(over));
const lookUp = async (id: number) =>
  (await gateway().lookUp(tenant.ctx, account(), { kind: "charge", id: String(id) }))[0];

test("what it can do is what the adapter has: a kept card cannot be charged there", () =>
  expect(cellsOf(gateway())).toEqual(["create", "confirm", "lookUp", "refund", "notification"]));

describe("a checkout", () => {
  test("paid in full is an approved charge with our reference, in minor units", async () => {
    const reference = newId();
    const { id } = await open({ reference });
    expect(standin.preferences.get(id)?.items[0]?.unit_price).toBe(59.9);
    const { id: paid } = standin.pay(id);
    const returned = new URLSearchParams({ payment_id: String(paid), status: "approved" });
    expect(await gateway().confirm(tenant.ctx, account(), returned, asked())).toMatchObject({
      ...{ id: String(paid), status: "approved", amountMinor: 5990, currency: "PEN", reference },
    });
  });

  test.each(["", "null", "999", "../customers/1", "1?x=y"])(
    "a browser that says it paid with %j proves nothing",
    async (payment_id) =>
      expect(
        await gateway().confirm(
          tenant.ctx,
          account(),
          new URLSearchParams({ payment_id, status: "approved" }),
          asked(),
        ),
      ).toBeUndefined(),
  );

  test.each([
    [{ status: "in_process", status_detail: "pending_review_manual" }, "pending"],
    [{ status: "authorized" }, "pending"],
    [{ status: "something_new" }, "pending"],
    [{ status: "rejected", status_detail: "cc_rejected_high_risk" }, "rejected"],
    [{ status: "cancelled", status_detail: "expired" }, "expired"],
    [{ status: "cancelled", status_detail: "by_payer" }, "cancelled"],
    [{ status: "in_mediation" }, "disputed"],
  ])("%j is %s", async (over, status) => {
    const { id } = standin.pay((await open()).id, over);
    expect(await lookUp(id)).toMatchObject({ status, amountMinor: 5990 });
  });

  test("paid by voucher tells where it is and until when, and is approved when it is paid", async () => {
    const { id } = standin.pay((await open()).id, {
      ...{ status: "pending", status_detail: "pending_waiting_payment" },
      ...{ date_of_expiration: "2026-11-24T10:00:00.000-05:00", payment_type_id: "ticket" },
      transaction_details: { external_resource_url: "https://mp.example/voucher" },
    });
    expect(await lookUp(id)).toMatchObject({
      ...{ status: "pending", voucherUrl: "https://mp.example/voucher" },
      expiresAt: new Date("2026-11-24T15:00:00Z"),
    });
    standin.move(id, { status: "approved", status_detail: "accredited" });
    expect(await lookUp(id)).toMatchObject({ status: "approved" });
  });

  test("tried twice gives both charges by our reference, and nobody else's that only begins alike", async () => {
    const reference = newId();
    const page = await open({ reference });
    standin.pay(page.id, { status: "rejected" });
    standin.pay(page.id);
    standin.pay((await open({ reference: `${reference}-2` })).id);
    const subject = { kind: "reference", reference } as const;
    const found = await gateway().lookUp(tenant.ctx, account(), subject);
    expect(found.map(({ status }) => status)).toEqual(["approved", "rejected"]);
  });

  test("whose answer never came is unknown; asking again gives a page that can be paid", async () => {
    standin.fail({ silent: "after" });
    const wanted = request();
    const asked = () => gateway().create(tenant.ctx, account(), wanted);
    await expect(asked()).rejects.toMatchObject({ course: "unknown" });
    expect(standin.pay((await asked()).id).external_reference).toBe(wanted.reference);
  });

  test.each([
    ["CLP", 5990, 5990],
    ["COP", 599_000, 5990],
    ["BRL", 1, 0.01],
  ])("in %s, %i minor units are %d", async (currency, amountMinor, price) => {
    const { id } = await open({ currency, amountMinor });
    expect(standin.preferences.get(id)?.items[0]?.unit_price).toBe(price);
    expect(await lookUp(standin.pay(id).id)).toMatchObject({ amountMinor });
  });

  test("in money or an amount that is not taken there is not asked for", async () => {
    await expect(open({ currency: "EUR" })).rejects.toMatchObject({ reason: "currency_not_taken" });
    await expect(open({ currency: "COP", amountMinor: 50 })).rejects.toMatchObject({
      reason: "amount_not_taken",
    });
  });

  test("with another seller's token is refused as such", async () => {
    const asked = gateway().create(tenant.ctx, account({ accessToken: "other" }), request());
    await expect(asked).rejects.toMatchObject({ course: "refused", reason: "credentials" });
  });
});

describe("money that goes back", () => {
  const paid = async () => standin.pay((await open()).id).id;
  const refund = (id: number, amountMinor: number, key = newId()) =>
    gateway().refund(tenant.ctx, account(), {
      ...{ chargeId: String(id), amountMinor, currency: "PEN", key, refundedMinor: 0 },
    });

  test("in part and then all of it; never more than came, never twice under one key", async () => {
    const id = await paid();
    const key = newId();
    standin.fail({ silent: "after" });
    await expect(refund(id, 990, key)).rejects.toMatchObject({ course: "unknown" });
    expect(await refund(id, 990, key)).toMatchObject({ status: "succeeded", amountMinor: 990 });
    expect(await lookUp(id)).toMatchObject({ status: "partiallyRefunded", refundedMinor: 990 });
    await expect(refund(id, 5001)).rejects.toMatchObject({ reason: "amount_exceeded" });
    await refund(id, 5000);
    expect(await lookUp(id)).toMatchObject({ status: "refunded", refundedMinor: 5990 });
    expect(standin.refunds.size).toBe(2);
  });

  test.each([
    ["in_process", "disputed"],
    ["settled", "chargedBack"],
    ["reimbursed", "approved"],
  ])("a chargeback that is %s leads to a charge that is %s", async (detail, status) => {
    const id = await paid();
    const chargeback = standin.chargeBack(id, detail);
    const subject = { kind: "dispute", id: chargeback } as const;
    const found = await gateway().lookUp(tenant.ctx, account(), subject);
    expect(found).toMatchObject([{ id: String(id), status }]);
  });
});

describe("a seller's leave", () => {
  const app = () => {
    const { clientId, clientSecret } = standin.sellers;
    return { clientId, clientSecret };
  };
  const verifier = "v".repeat(43);
  const redirectUri = "https://trama.example/api/mercadopago";
  const take = (grant: Parameters<typeof takeSellerTokens>[3]) =>
    takeSellerTokens(tenant.ctx, account(), app(), grant, settings());
  const leave = () =>
    standin.sellers.giveLeave(sellerLeaveUrl(app(), { state: "s-1", redirectUri, verifier }));

  test("gives tokens that work, the seller's id, and their end", async () => {
    const brought = leave();
    expect(brought.get("state")).toBe("s-1");
    const tokens = await take({ code: brought.get("code") ?? "", redirectUri, verifier });
    expect(tokens.accountId).toBe(String(standin.sellers.sellerId));
    expect(tokens.expiresAt.getTime() - tenant.ctx.now.getTime()).toBe(15_552_000_000);
    await gateway().create(tenant.ctx, account({ accessToken: tokens.accessToken }), request());
  });

  test("is good once, for this address, for who began it", async () => {
    const code = leave().get("code") ?? "";
    await take({ code, redirectUri, verifier });
    await expect(take({ code, redirectUri, verifier })).rejects.toMatchObject({
      ...{ course: "refused", reason: "invalid_grant" },
    });
    const other = leave().get("code") ?? "";
    await expect(
      take({ code: other, redirectUri, verifier: "w".repeat(43) }),
    ).rejects.toMatchObject({ reason: "invalid_grant" });
  });

  test("refreshed gives a new pair; the old one is worthless", async () => {
    const { refreshToken } = standin.sellers;
    const first = await take({ refreshToken });
    expect(first.refreshToken).not.toBe(refreshToken);
    await expect(take({ refreshToken })).rejects.toMatchObject({ reason: "invalid_grant" });
    await take({ refreshToken: first.refreshToken });
  });

  test("refreshed without an answer is unknown and is not tried again by itself", async () => {
    const { refreshToken } = standin.sellers;
    standin.fail({ silent: "after" });
    await expect(take({ refreshToken })).rejects.toMatchObject({ course: "unknown" });
    expect(standin.sellers.refreshToken).not.toBe(refreshToken);
  });
});

describe("a notice", () => {
  const about = { type: "payment", action: "payment.updated", dataId: "123", userId: 7, id: 9 };
  const at = new Date("2026-11-21T12:00:00Z");
  const body = noticeBody({ ...about, at });
  const sign = (over: Partial<Parameters<typeof signNotice>[2]> = {}, dataId = about.dataId) =>
    signNotice(
      body,
      { ...about, dataId },
      {
        ...{ secret: standin.webhookSecret, ts: "1763726400", requestId: "r-1" },
        ...over,
      },
    );
  const read = (notice: ReturnType<typeof sign>, live = true, secret = standin.webhookSecret) =>
    readMercadopagoNotice(account({ webhookSecret: secret }, live), {
      ...{ raw: Buffer.from(notice.body), now: at, query: new URLSearchParams(notice.query) },
      headers: new Headers(notice.headers),
    });
  const refused = expect.objectContaining({ code: "unauthenticated" });

  test("of MercadoPago's is a hint at what to ask for, named by what was signed", () =>
    expect(read(sign())).toEqual({
      ...{ key: "123.r-1.1763726400", accountId: "7", live: false },
      subject: { kind: "charge", id: "123" },
    }));

  test.each(["1763726400", "1763726400000"])("whatever its time is counted in (%s)", (ts) =>
    expect(read(sign({ ts })).subject).toEqual({ kind: "charge", id: "123" }),
  );

  test.each([true, false])("whether letters in the id were made small or not", (lowerCase) =>
    expect(read(sign({ lowerCase }, "ORD01ABC")).subject?.kind).toBe("charge"),
  );

  test("asks for the id that was signed, whatever its body says", () => {
    const forged = { ...sign(), body: body.replace('"123"', '"666"') };
    expect(read(forged).subject).toEqual({ kind: "charge", id: "123" });
  });

  test.each([
    ["another secret", () => sign({ secret: "other" })],
    ["another payment's signature", () => ({ ...sign(), query: "data.id=666&type=payment" })],
    ["no id in the address", () => ({ ...sign(), query: "type=payment" })],
    ["no signature", () => ({ ...sign(), headers: {} })],
    [
      "another request's id",
      () => ({ ...sign(), headers: { ...sign().headers, "x-request-id": "r-2" } }),
    ],
    [
      "a cut signature",
      () => ({
        ...sign(),
        headers: { "x-request-id": "r-1", "x-signature": "ts=1763726400,v1=ab" },
      }),
    ],
  ])("forged (%s) is refused where the money is real", (_, notice) =>
    expect(() => read(notice())).toThrow(refused),
  );

  test("is refused while there is no secret, even signed with an empty one", () =>
    expect(() => read(sign({ secret: "" }), true, "")).toThrow(refused));

  test("that does not verify is only a poke where the money is not real: vendor's test deliveries do not", () =>
    expect(read(sign({ secret: "other" }), false)).toMatchObject({
      ...{ key: expect.stringMatching(/^poke\.[0-9a-f]{64}$/) as string },
      subject: { kind: "charge", id: "123" },
    }));

  test("about what is no money of ours asks for nothing", () => {
    const order = noticeBody({ ...about, type: "topic_merchant_order_wh", at });
    expect(read({ ...sign(), body: order }).subject).toBeUndefined();
  });

  test("that is signed yet cut short is unreadable", () => {
    for (const cut of ["", "{", body.slice(0, -2), "[]", "null"])
      expect(() => read({ ...sign(), body: cut })).toThrow(
        expect.objectContaining({ code: "invalid" }),
      );
  });
});
