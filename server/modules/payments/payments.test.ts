import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { getInvoice } from "@/server/modules/billing/get-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { voidInvoice } from "@/server/modules/billing/void-invoice";
import { createCustomer } from "@/server/modules/crm/create-customer";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { allocateCredit } from "./allocate-credit";
import { applyDeposit } from "./apply-deposit";
import { bouncePayment } from "./bounce-payment";
import { getPayment } from "./get-payment";
import { recordPayment } from "./record-payment";
import { refundMoney } from "./refund-money";
import { takeBackAllocation } from "./take-back-allocation";
import { takeDeposit } from "./take-deposit";
import { verifyPayment } from "./verify-payment";

let tenant: TestTenant;
let owner: Ctx;
let customerId: string;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  customerId = (await createCustomer(owner, { name: "Rosa" })).id;
  const classId = newId();
  await run(`insert into tax_classes (id, tenant_id, code, name, is_default)
    values ('${classId}', '${tenant.id}', 'IGV', 'IGV', true)`);
  await run(`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values ('${tenant.id}', '${classId}', 18, '2011-03-01')`);
});

const run = (text: string) => inTenant(owner, (tx) => tx.execute(sql.raw(text)));
const reason = "cheque sin fondos";
const issue = async (price: string, over = {}) => {
  const lines = [{ description: "Internet", unitPrice: price }];
  const { id: invoiceId } = await draftInvoice(owner, { customerId, lines, ...over });
  return issueInvoice(owner, { invoiceId });
};
const pay = (amountMinor: number, over = {}) =>
  recordPayment(owner, { customerId, method: "cash", amountMinor, ...over });
const open = async (invoiceId: string) => (await getInvoice(owner, { invoiceId })).openMinor;
const books = async () => {
  const { rows } = await run(`select account, sum(base_minor)::float8 as sum from ledger_legs
    where tenant_id = '${tenant.id}' group by 1 having sum(base_minor) <> 0 order by 1`);
  return Object.fromEntries(rows.map((row) => [row.account, row.sum]));
};
const proved = async () => expect(await proveBooks(owner)).toMatchObject({ ok: true });

describe("a payment", () => {
  test("pays the oldest due first, partly the next, keeps the rest as credit, and has a receipt", async () => {
    const later = await issue("30", { dueOn: "2099-02-01" });
    const first = await issue("20", { dueOn: "2099-01-01" });
    const paid = await pay(4_000);
    expect(paid).toMatchObject({
      ...{ receipt: "RC01-00000001", status: "recorded", unallocatedMinor: 0 },
      allocations: [
        { invoiceId: first.id, amountMinor: 2_000 },
        { invoiceId: later.id, amountMinor: 2_000 },
      ],
    });
    expect(await pay(2_500)).toMatchObject({ unallocatedMinor: 1_500 });
    expect(await getInvoice(owner, { invoiceId: later.id })).toMatchObject({
      paymentStatus: "paid",
    });
    await proved();
  });

  test("pays chosen invoices by chosen amounts, never more than is open or than there is", async () => {
    const [one, two] = [await issue("20"), await issue("30")];
    const chosen = (...invoices: object[]) => pay(4_000, { allocation: "chosen", invoices });
    const beyond = chosen({ invoiceId: one.id, amountMinor: 2_001 });
    await expect(beyond).rejects.toMatchObject({ key: "allocation_beyond_open" });
    const both = [
      { invoiceId: one.id, amountMinor: 2_000 },
      { invoiceId: two.id, amountMinor: 3_000 },
    ];
    await expect(chosen(...both)).rejects.toMatchObject({ key: "allocation_beyond_money" });
    const twice = [{ invoiceId: one.id }, { invoiceId: one.id }];
    await expect(chosen(...twice)).rejects.toMatchObject({ key: "invoice_twice" });
    await expect(chosen({ invoiceId: newId() })).rejects.toMatchObject({ code: "not_found" });
    expect(await chosen({ invoiceId: two.id, amountMinor: 1_000 })).toMatchObject({
      ...{ receipt: "RC01-00000001", unallocatedMinor: 3_000 },
    });
    await proved();
  });

  test("asked twice at once with one key is one payment; the key for another amount is refused", async () => {
    const { id } = await issue("100");
    const key = newId();
    const made = await Promise.all([1, 2, 3].map(() => pay(5_000, { key })));
    expect(new Set(made.map((payment) => payment.id)).size).toBe(1);
    expect(await open(id)).toBe(5_000);
    await expect(pay(5_001, { key })).rejects.toMatchObject({ key: "payment_key_reused" });
    await proved();
  });

  test("of ten at once on one invoice pay it once; the rest is credit", async () => {
    const { id } = await issue("100");
    const made = await Promise.all(Array.from({ length: 10 }, () => pay(3_000)));
    expect(new Set(made.map(({ receipt }) => receipt)).size).toBe(10);
    expect(await open(id)).toBe(0);
    expect(await books()).toMatchObject({ cash: 30_000, customerCredit: -20_000 });
    await proved();
  });

  test("races with a void of its invoice: one of the two is first, and the books agree", async () => {
    const { id: invoiceId } = await issue("100");
    await Promise.allSettled([
      pay(10_000),
      voidInvoice(owner, { invoiceId, reason }),
      pay(10_000, { allocation: "chosen", invoices: [{ invoiceId }] }),
    ]);
    expect(await proveBooks(owner)).toMatchObject({ ok: true, problems: [] });
  });

  test("of a day to come, of another tenant's customer or without right is refused", async () => {
    await expect(pay(1, { receivedOn: "2999-01-01" })).rejects.toMatchObject({
      fields: { receivedOn: "received_in_future" },
    });
    const neighbour = await mintTenant();
    const { ctx } = await mintStaff(neighbour, "owner");
    const theirs = recordPayment(ctx, { customerId, method: "cash", amountMinor: 1 });
    await expect(theirs).rejects.toMatchObject({ code: "not_found" });
    const { ctx: technician } = await mintStaff(tenant, "technician");
    const input = { customerId, method: "cash", amountMinor: 1 } as const;
    expect(() => recordPayment(technician, input)).toThrow("forbidden");
  });
});

describe("taking back", () => {
  test("a bounced payment opens its invoices again, once, and cannot when it was partly given back", async () => {
    const { id } = await issue("100");
    const { id: paymentId } = await pay(12_000);
    await verifyPayment(owner, { paymentId });
    const bounced = await bouncePayment(owner, { paymentId, reason });
    expect(bounced).toMatchObject({ status: "bounced", unallocatedMinor: 0, bounceReason: reason });
    expect(await open(id)).toBe(10_000);
    expect(await books()).toEqual({ receivable: 10_000, revenue: -8_475, tax: -1_525 });
    await expect(bouncePayment(owner, { paymentId, reason })).rejects.toMatchObject({
      key: "illegal_transition",
    });
    const { id: other } = await pay(12_000);
    const back = { source: "payment", sourceId: other, method: "cash", reason } as const;
    await refundMoney(owner, { ...back, amountMinor: 500 });
    await expect(bouncePayment(owner, { paymentId: other, reason })).rejects.toMatchObject({
      key: "illegal_transition",
    });
    await proved();
  });

  test("an allocation taken back is credit, which goes back as money or to another invoice", async () => {
    const one = await issue("100");
    const { id: paymentId, allocations } = await pay(10_000);
    const allocationId = allocations[0]?.id ?? "";
    await takeBackAllocation(owner, { allocationId, reason });
    await expect(takeBackAllocation(owner, { allocationId, reason })).rejects.toMatchObject({
      key: "row_already_so",
    });
    expect(await open(one.id)).toBe(10_000);
    const back = { source: "payment", sourceId: paymentId, method: "transfer", reason } as const;
    await refundMoney(owner, { ...back, amountMinor: 4_000 });
    const rest = { invoices: [{ invoiceId: one.id, amountMinor: 1_000 }] };
    await allocateCredit(owner, { customerId, ...rest });
    expect(await allocateCredit(owner, { customerId })).toMatchObject({ allocatedMinor: 5_000 });
    expect(await getPayment(owner, { paymentId })).toMatchObject({
      ...{ status: "partiallyRefunded", refundedMinor: 4_000, unallocatedMinor: 0 },
    });
    await proved();
  });
});

test("a deposit is no revenue until it pays an invoice; what is left of it goes back", async () => {
  const held = await takeDeposit(owner, { customerId, amountMinor: 5_000 });
  expect(await books()).toEqual({ cash: 5_000, deposit: -5_000 });
  const { id: invoiceId, openMinor } = await issue("30");
  expect(openMinor).toBe(3_000);
  const applied = await applyDeposit(owner, { depositId: held.id, invoiceId });
  expect(applied).toMatchObject({ remainingMinor: 2_000, status: "held" });
  expect(await open(invoiceId)).toBe(0);
  const back = { source: "deposit", sourceId: held.id, method: "cash", reason } as const;
  await refundMoney(owner, { ...back, amountMinor: 2_000 });
  expect(await books()).toEqual({ cash: 3_000, revenue: -2_542, tax: -458 });
  await proved();
});

describe("another currency", () => {
  const rate = (onDay: string, of: string) =>
    run(`insert into fx_rates (tenant_id, currency, on_day, rate, source)
      values ('${tenant.id}', 'USD', '${onDay}', ${of}, 'manual')
      on conflict (tenant_id, currency, on_day) do update set rate = excluded.rate`);
  const today = () => new Date(owner.now.getTime() - 5 * 3_600_000).toISOString().slice(0, 10);

  test("an invoice keeps its rate; paid at another one, the difference is in the books and nothing else is left", async () => {
    await rate(today(), "3.70");
    const invoice = await issue("33.33", { currency: "USD" });
    expect(invoice).toMatchObject({ fxRate: "3.7", baseCurrency: "PEN", totalMinor: 3_333 });
    await rate(today(), "3.8123");
    await pay(1_111, { currency: "USD" });
    await pay(2_222, { currency: "USD" });
    // 12 332 owed at 3.70; 4 235 and 8 471 came in at 3.8123.
    expect(await books()).toEqual({
      ...{ cash: 12_706, fxDifference: -374, revenue: -10_452, tax: -1_880 },
    });
    await proved();
  });

  test("pays nothing of the tenant's own, and is refused where no rate is known", async () => {
    await expect(issue("10", { currency: "USD" })).rejects.toMatchObject({
      key: "fx_rate_missing",
    });
    await rate(today(), "3.70");
    const { id } = await issue("10");
    expect(await pay(1_000, { currency: "USD" })).toMatchObject({ unallocatedMinor: 1_000 });
    const chosen = { currency: "USD", allocation: "chosen", invoices: [{ invoiceId: id }] };
    await expect(pay(1_000, chosen)).rejects.toMatchObject({ key: "currency_mismatch" });
  });
});
