import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { bouncePayment } from "@/server/modules/payments/bounce-payment";
import { recordPayment } from "@/server/modules/payments/record-payment";
import { refundMoney } from "@/server/modules/payments/refund-money";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { approveDraft } from "./approve-draft";
import { deleteDraft } from "./delete-draft";
import { draftInvoice } from "./draft-invoice";
import { getInvoice } from "./get-invoice";
import { issueCreditNote } from "./issue-credit-note";
import { issueInvoice } from "./issue-invoice";
import { issueMany } from "./issue-many";
import { updateDraft } from "./update-draft";
import { voidInvoice } from "./void-invoice";
import { writeOffInvoice } from "./write-off-invoice";

let tenant: TestTenant;
let owner: Ctx;
let customerId: string;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  customerId = (await createCustomer(owner, { name: "Rosa Núñez" })).id;
  await mintTaxes();
});

const run = (text: string) => inTenant(owner, (tx) => tx.execute(sql.raw(text)));
async function mintTaxes() {
  const classId = newId();
  await run(`insert into tax_classes (id, tenant_id, code, name, is_default)
    values ('${classId}', '${tenant.id}', 'IGV', 'IGV', true)`);
  await run(`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values ('${tenant.id}', '${classId}', 18, '2011-03-01')`);
}

const lines = [{ description: "Visita técnica", unitPrice: "118.00" }];
const draft = (over = {}) => draftInvoice(owner, { customerId, lines, ...over });
const issue = async (over = {}) => issueInvoice(owner, { invoiceId: (await draft(over)).id });
const reason = "un error nuestro";
/** Sums of the books by account, in the tenant's currency. */
const books = async () => {
  const { rows } = await run(`select account, sum(base_minor)::float8 as sum from ledger_legs
    where tenant_id = '${tenant.id}' group by 1 having sum(base_minor) <> 0 order by 1`);
  return Object.fromEntries(rows.map((row) => [row.account, row.sum]));
};

describe("a draft", () => {
  test("owes nothing and has no number; issued, it has the next one, tax of the day, and stands in the books", async () => {
    const made = await draft();
    expect(made).toMatchObject({
      ...{
        number: "",
        documentStatus: "draft",
        totalMinor: 11_800,
        netMinor: 10_000,
        openMinor: 0,
      },
      lines: [{ taxRate: "18", taxCode: "IGV", why: [{ key: "manual" }, { key: "taxIncluded" }] }],
    });
    expect(await books()).toEqual({});
    const issued = await issueInvoice(owner, { invoiceId: made.id });
    expect(issued).toMatchObject({
      ...{ number: "NV01-00000001", documentStatus: "finalized", openMinor: 11_800 },
      ...{ paymentStatus: "unpaid", fiscalStatus: "notRequired", overdue: false },
    });
    expect(await books()).toEqual({ receivable: 11_800, revenue: -10_000, tax: -1_800 });
  });

  test("is changed, approved and deleted; a change asks for approval again; what is issued is left alone", async () => {
    const { id: invoiceId } = await draft();
    await approveDraft(owner, { invoiceId });
    const changed = await updateDraft(owner, {
      invoiceId,
      lines: [...lines, { description: "Descuento", unitPrice: "-18.00" }],
    });
    expect(changed).toMatchObject({ documentStatus: "draft", totalMinor: 10_000 });
    await issueInvoice(owner, { invoiceId });
    const refused = { key: "illegal_transition" };
    await expect(updateDraft(owner, { invoiceId, lines })).rejects.toMatchObject(refused);
    await expect(deleteDraft(owner, { invoiceId })).rejects.toMatchObject(refused);
    await expect(issueInvoice(owner, { invoiceId })).rejects.toMatchObject(refused);
    const { id: other } = await draft();
    await deleteDraft(owner, { invoiceId: other });
    await expect(getInvoice(owner, { invoiceId: other })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test.each([
    [{ lines: [{ unitPrice: "1" }] }, { "lines.0.description": "description_required" }],
    [{ lines: [{ description: "x" }] }, { "lines.0.unitPrice": "price_required" }],
    [{ dueOn: "2001-01-01" }, { dueOn: "due_before_issue" }],
    [{ businessUnitId: newId() }, { businessUnitId: "reference_unknown" }],
    [{ lines: [{ itemId: newId() }] }, { "lines.0.itemId": "reference_unknown" }],
  ])("with %j is refused beside the field", async (over, fields) => {
    await expect(draft(over)).rejects.toMatchObject({ fields });
  });

  test("below zero is not issued, and of many one that fails stops nobody else and takes no number", async () => {
    const bad = await draft({ lines: [{ description: "Descuento", unitPrice: "-5" }] });
    const good = [await draft(), await draft()];
    const ids = [good[0]?.id ?? "", bad.id, newId(), good[1]?.id ?? ""];
    const done = await issueMany(owner, { invoiceIds: ids });
    expect(done.issued.map(({ number }) => number)).toEqual(["NV01-00000001", "NV01-00000002"]);
    expect(done.failed.map(({ error }) => error)).toEqual(["invoice_below_zero", "not_found"]);
  });

  test("issued twice at once is one invoice", async () => {
    const { id: invoiceId } = await draft();
    const both = await Promise.allSettled([
      issueInvoice(owner, { invoiceId }),
      issueInvoice(owner, { invoiceId }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await books()).toMatchObject({ receivable: 11_800 });
  });
});

describe("voiding", () => {
  test("takes the entry back and keeps the number; with payments on it only when they become credit", async () => {
    const { id: invoiceId } = await issue();
    await recordPayment(owner, { customerId, method: "cash", amountMinor: 5_000 });
    await expect(voidInvoice(owner, { invoiceId, reason })).rejects.toMatchObject({
      key: "invoice_has_payments",
    });
    const voided = await voidInvoice(owner, { invoiceId, reason, takePaymentsBack: true });
    expect(voided).toMatchObject({ documentStatus: "voided", openMinor: 0, voidReason: reason });
    expect(await books()).toEqual({ cash: 5_000, customerCredit: -5_000 });
    // The credit pays the next one by itself.
    expect(await issue()).toMatchObject({ number: "NV01-00000002", openMinor: 6_800 });
  });

  test("is refused twice, with a credit note on it, and to who may not", async () => {
    const { id: invoiceId } = await issue();
    await issueCreditNote(owner, { invoiceId, reason, of: { what: "amount", amountMinor: 100 } });
    await expect(voidInvoice(owner, { invoiceId, reason })).rejects.toMatchObject({
      key: "invoice_has_credit_notes",
    });
    const { id: other } = await issue();
    await voidInvoice(owner, { invoiceId: other, reason });
    await expect(voidInvoice(owner, { invoiceId: other, reason })).rejects.toMatchObject({
      key: "illegal_transition",
    });
    const { ctx: agent } = await mintStaff(tenant, "agent");
    expect(() => voidInvoice(agent, { invoiceId, reason })).toThrow("forbidden");
  });

  test("gives charges and periods back to the next run", async () => {
    const { id: invoiceId } = await issue();
    const service = await mintService();
    const { rows } =
      await run(`insert into charges (tenant_id, customer_id, kind, description, amount, currency,
        tax_class_id, starts_on, status) select '${tenant.id}', '${customerId}', 'charge', 'x', 5, 'PEN', id,
        '2026-01-01', 'done' from tax_classes where tenant_id = '${tenant.id}' returning id`);
    await run(`insert into charge_uses (tenant_id, charge_id, invoice_id, period_start, amount_minor)
      values ('${tenant.id}', '${rows[0]?.id}', '${invoiceId}', '2026-01-01', 500)`);
    await run(`insert into billed_periods (tenant_id, service_id, period_start, period_end, outcome, invoice_id)
      values ('${tenant.id}', '${service}', '2026-01-01', '2026-02-01', 'billed', '${invoiceId}')`);
    await voidInvoice(owner, { invoiceId, reason });
    const { rows: after } =
      await run(`select (select status from charges where id = '${rows[0]?.id}') as charge,
      (select outcome from billed_periods where service_id = '${service}') as period,
      (select next_period_on::text from services where id = '${service}') as next`);
    expect(after).toEqual([{ charge: "open", period: "voided", next: "2026-01-01" }]);
  });
});

async function mintService(): Promise<string> {
  const [item, service] = [newId(), newId()];
  await run(`insert into catalog_items (id, tenant_id, code, name, kind, tax_class_id)
    select '${item}', '${tenant.id}', 'F100', 'Fibra 100', 'subscription', id from tax_classes
    where tenant_id = '${tenant.id}'`);
  await run(`insert into services (id, tenant_id, number, customer_id, item_id, state, currency, billing_mode,
      anchor_day, started_on, next_period_on, next_bill_on)
    values ('${service}', '${tenant.id}', 1, '${customerId}', '${item}', 'active', 'PEN', 'prepaid', 1,
      '2026-01-01', '2026-02-01', '2026-02-01')`);
  return service;
}

describe("credit notes", () => {
  test("take back a part with its tax, the invoice first; never above what is left; the last part to the cent", async () => {
    const { id: invoiceId } = await issue({
      lines: [
        { description: "a", unitPrice: "33.33" },
        { description: "b", unitPrice: "66.67", quantity: "2" },
      ],
    });
    const credit = (amountMinor: number) =>
      issueCreditNote(owner, { invoiceId, reason, of: { what: "amount", amountMinor } });
    const first = await credit(1_001);
    expect(first).toMatchObject({ number: "NC01-00000001", totalMinor: 1_001, remainingMinor: 0 });
    await expect(credit(20_000)).rejects.toMatchObject({ key: "credit_beyond_invoice" });
    await issueCreditNote(owner, { invoiceId, reason, of: { what: "whole" } });
    expect(await getInvoice(owner, { invoiceId })).toMatchObject({
      ...{ openMinor: 0, paymentStatus: "paid" },
      lines: [{ creditedMinor: 3_333 }, { creditedMinor: 13_334 }],
    });
    expect(await books()).toEqual({});
    await expect(credit(1)).rejects.toMatchObject({ key: "credit_beyond_invoice" });
  });

  test("of a paid invoice are credit, which pays another one or goes back as money", async () => {
    const { id: invoiceId } = await issue();
    await recordPayment(owner, { customerId, method: "cash", amountMinor: 11_800 });
    const of = { what: "whole" } as const;
    const note = await issueCreditNote(owner, { invoiceId, reason, of });
    expect(note).toMatchObject({ creditState: "available", remainingMinor: 11_800 });
    const other = await issue({ lines: [{ description: "b", unitPrice: "18" }] });
    expect(other).toMatchObject({ paymentStatus: "paid", settlements: [{ kind: "creditNote" }] });
    const back = { source: "creditNote", sourceId: note.id, method: "transfer", reason } as const;
    await expect(refundMoney(owner, { ...back, amountMinor: 10_001 })).rejects.toMatchObject({
      key: "refund_beyond_money",
    });
    await refundMoney(owner, { ...back, amountMinor: 10_000 });
    expect(await books()).toEqual({ cash: 1_800, revenue: -1_525, tax: -275 });
  });

  test("two at once for the whole leave one", async () => {
    const { id: invoiceId } = await issue();
    const of = { what: "whole" } as const;
    const both = await Promise.allSettled([
      issueCreditNote(owner, { invoiceId, reason, of }),
      issueCreditNote(owner, { invoiceId, reason, of }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await books()).toEqual({});
  });
});

describe("writing off", () => {
  test("closes what is open as a loss, once; a bounced payment opens the rest again", async () => {
    const { id: invoiceId } = await issue();
    const { id: paymentId } = await recordPayment(owner, {
      ...{ customerId, method: "cash", amountMinor: 1_800 },
    });
    const off = await writeOffInvoice(owner, { invoiceId, reason });
    expect(off).toMatchObject({ openMinor: 0, writtenOffMinor: 10_000, paymentStatus: "paid" });
    await expect(writeOffInvoice(owner, { invoiceId, reason })).rejects.toMatchObject({
      key: "nothing_open",
    });
    await bouncePayment(owner, { paymentId, reason });
    expect(await getInvoice(owner, { invoiceId })).toMatchObject({
      ...{ openMinor: 1_800, paymentStatus: "partiallyPaid" },
    });
    expect(await books()).toEqual({
      ...{ receivable: 1_800, revenue: -10_000, tax: -1_800, writeOff: 10_000 },
    });
  });
});
