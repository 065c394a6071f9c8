import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { NiubizStandin } from "@/standins/niubiz/handler";
import { serveHandler, type Served } from "@/standins/serve-handler";
import type { Confirming, GatewayAccount, PaymentGateway } from "../schema";
import { openNiubiz } from "./open-niubiz";
import { purchaseNumber, refundNumber, TRIES } from "./purchase-number";

let served: Served;
let standin: NiubizStandin;
let tenant: TestTenant;
let gateway: PaymentGateway;
beforeAll(async () => {
  served = await serveHandler((request) => standin.handle(request));
});
afterAll(() => served.stop());
beforeEach(async () => {
  standin = new NiubizStandin();
  tenant = await mintTenant();
  gateway = openNiubiz({ baseUrl: served.url, deadlineMs: 30_000 });
});

const account = (): GatewayAccount => ({
  ...{ integrationId: newId(), accountId: "", live: false },
  secrets: {
    ...{ merchantId: standin.merchantId, user: standin.user },
    ...{ password: standin.password, ruc: standin.ruc },
  },
});
const asked = (reference = newId()): Confirming => ({
  ...{ reference, amountMinor: 8990, currency: "PEN", title: "Internet", keepCard: false },
  ...{ email: "ana@mail.example", checkoutId: purchaseNumber(reference, 0) },
  expiresAt: new Date(Date.now() + 3_600_000),
});
const pay = (of: Confirming, declined?: string) =>
  gateway.confirm(
    tenant.ctx,
    account(),
    new URLSearchParams({ transactionToken: standin.tokenize(declined) }),
    of,
  );
const numberOf = async (of: Confirming) => {
  const form = await gateway.form?.(tenant.ctx, account(), of);
  return (form?.data["config"] as { purchasenumber: string } | undefined)?.purchasenumber;
};

describe("the number of a sale", () => {
  test("is one of twelve digits, the same for the same try and another for the next", () => {
    const numbers = Array.from({ length: 2_000 }, () => newId()).flatMap((id) => [
      purchaseNumber(id, 0),
      purchaseNumber(id, 1),
    ]);
    expect(numbers.every((one) => /^[1-9]\d{11}$/.test(one))).toBe(true);
    expect(new Set(numbers).size).toBe(numbers.length);
    const id = newId();
    expect(purchaseNumber(id, 3)).toBe(purchaseNumber(id, 3));
    expect(refundNumber(id)).toMatch(/^\d{1,20}$/);
  });

  test("is a new one after a no, and the page can be paid", async () => {
    const of = asked();
    expect(await numberOf(of)).toBe(purchaseNumber(of.reference, 0));
    expect(await pay(of, "116")).toMatchObject({ status: "rejected", detail: "116" });
    expect(await numberOf(of)).toBe(purchaseNumber(of.reference, 1));
    expect(await pay(of)).toMatchObject({ status: "approved", reference: of.reference });
    expect([...standin.sales.keys()]).toEqual([0, 1].map((at) => purchaseNumber(of.reference, at)));
  });

  test("ends after some tries: then another page is needed", async () => {
    const of = asked();
    for (let at = 0; at < TRIES; at += 1) await pay(of, "101");
    await expect(pay(of)).rejects.toMatchObject({ course: "refused", reason: "too_many_tries" });
    expect(standin.sales.size).toBe(TRIES);
  });

  test("that another's sale has taken is not ours: nothing is charged and nothing found", async () => {
    const [of, other] = [asked(), asked()];
    await pay(other);
    const [sale] = standin.sales.values();
    if (sale) standin.sales.set(purchaseNumber(of.reference, 0), sale);
    const subject = { kind: "reference", reference: of.reference } as const;
    expect(await gateway.lookUp(tenant.ctx, account(), subject)).toEqual([]);
  });
});

test("an access token that was withdrawn is asked for anew, and nothing is charged twice", async () => {
  const of = asked();
  await gateway.lookUp(tenant.ctx, account(), { kind: "reference", reference: of.reference });
  standin.access.clear();
  expect(await pay(of)).toMatchObject({ status: "approved" });
  expect(standin.sales.size).toBe(1);
});

test("a sale that Niubiz voided has gone back whole", async () => {
  const of = asked();
  const charge = await pay(of);
  const [sale] = standin.sales.values();
  if (sale) sale.dataMap.STATUS = "Voided";
  const subject = { kind: "charge", id: charge?.id ?? "" } as const;
  expect((await gateway.lookUp(tenant.ctx, account(), subject))[0]).toMatchObject({
    ...{ status: "refunded", refundedMinor: 8990 },
  });
});
