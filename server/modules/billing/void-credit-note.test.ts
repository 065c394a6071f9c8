import { sql } from "drizzle-orm";
import { extractText, getDocumentProxy } from "unpdf";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { IllegalTransition } from "@/server/kernel/state-machine";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { allocateCredit } from "@/server/modules/payments/allocate-credit";
import { recordPayment } from "@/server/modules/payments/record-payment";
import { refundMoney } from "@/server/modules/payments/refund-money";
import { takeBackAllocation } from "@/server/modules/payments/take-back-allocation";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { creditNotePdf } from "./credit-note-pdf";
import { draftInvoice } from "./draft-invoice";
import { getCreditNote } from "./get-credit-note";
import { getInvoice } from "./get-invoice";
import { issueCreditNote } from "./issue-credit-note";
import { issueInvoice } from "./issue-invoice";
import { proveBooks } from "./statements/prove-books";
import { voidCreditNote } from "./void-credit-note";
import { voidInvoice } from "./void-invoice";

let tenant: TestTenant;
let owner: Ctx;
let customerId: string;
const reason = "emitida por error";
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
const issue = async (unitPrice = "118.00", over = {}) => {
  const lines = [{ description: "Internet", unitPrice }];
  const { id: invoiceId } = await draftInvoice(owner, { customerId, lines, ...over });
  return (await issueInvoice(owner, { invoiceId })).id;
};
const credit = (invoiceId: string, amountMinor?: number) =>
  issueCreditNote(owner, {
    ...{ invoiceId, reason },
    of: amountMinor ? { what: "amount", amountMinor } : { what: "whole" },
  });
const cancel = (creditNoteId: string, ctx = owner) => voidCreditNote(ctx, { creditNoteId, reason });
const facts = async () => {
  const { rows } = await run(
    `select name from events where name like 'creditNote.%' or name like 'invoice.%' order by seq`,
  );
  return rows.map(({ name }) => name);
};
const legs = async () => {
  const { rows } = await run(`select account, sum(base_minor)::float8 as sum from ledger_legs
    where tenant_id = '${tenant.id}' group by 1 having sum(base_minor) <> 0 order by 1`);
  return Object.fromEntries(rows.map((row) => [row.account, row.sum]));
};
const proved = async () =>
  expect(await proveBooks(owner)).toMatchObject({ ok: true, problems: [] });

describe("voiding a credit note", () => {
  test("gives its invoice back as it was, keeps the number, reverses the entry, and states it", async () => {
    const invoiceId = await issue();
    const before = await legs();
    const note = await credit(invoiceId, 5_900);
    const voided = await cancel(note.id);
    expect(voided).toMatchObject({
      ...{ status: "voided", creditState: "voided", number: "NC01-00000001" },
      ...{ remainingMinor: 0, totalMinor: 5_900, voidReason: reason },
      uses: [{ invoiceId, reversedAt: expect.any(String) as string }],
    });
    expect(await getInvoice(owner, { invoiceId })).toMatchObject({
      ...{ openMinor: 11_800, paymentStatus: "unpaid" },
      lines: [{ creditedMinor: 0 }],
    });
    expect(await legs()).toEqual(before);
    const { base64 } = await creditNotePdf(owner, { creditNoteId: note.id });
    const pdf = await getDocumentProxy(Uint8Array.from(Buffer.from(base64, "base64")));
    expect((await extractText(pdf, { mergePages: true })).text).toContain("Anulado");
    expect(await credit(invoiceId)).toMatchObject({ number: "NC01-00000002", totalMinor: 11_800 });
    expect(await facts()).toContain("creditNote.voided");
    await proved();
  });

  test("of a paid invoice takes unused credit away; the invoice stays paid by its payment", async () => {
    const invoiceId = await issue();
    await recordPayment(owner, { customerId, method: "cash", amountMinor: 11_800 });
    const note = await credit(invoiceId);
    expect(await cancel(note.id)).toMatchObject({ status: "voided", uses: [] });
    expect(await getInvoice(owner, { invoiceId })).toMatchObject({ paymentStatus: "paid" });
    await proved();
  });

  test("opens an invoice again that only the note had closed", async () => {
    const invoiceId = await issue();
    const note = await credit(invoiceId);
    await cancel(note.id);
    expect(await facts()).toContain("invoice.reopened");
    expect(await getInvoice(owner, { invoiceId })).toMatchObject({ openMinor: 11_800 });
    expect((await voidInvoice(owner, { invoiceId, reason })).documentStatus).toBe("voided");
    expect(await legs()).toEqual({});
    await proved();
  });

  test("is refused once its credit paid another invoice, until that is taken back", async () => {
    const invoiceId = await issue();
    await recordPayment(owner, { customerId, method: "cash", amountMinor: 11_800 });
    const note = await credit(invoiceId);
    await issue("18");
    await allocateCredit(owner, { customerId });
    await expect(cancel(note.id)).rejects.toMatchObject({ key: "credit_note_used" });
    const { uses } = await getCreditNote(owner, { creditNoteId: note.id });
    for (const { id: allocationId } of uses)
      await takeBackAllocation(owner, { allocationId, reason });
    expect(await cancel(note.id)).toMatchObject({ status: "voided" });
    await proved();
  });

  test("is refused once its credit went back as money", async () => {
    const invoiceId = await issue();
    await recordPayment(owner, { customerId, method: "cash", amountMinor: 11_800 });
    const { id: sourceId } = await credit(invoiceId);
    const back = { source: "creditNote", sourceId, method: "cash", reason } as const;
    await refundMoney(owner, { ...back, amountMinor: 1 });
    await expect(cancel(sourceId)).rejects.toMatchObject({ key: "credit_note_used" });
    await proved();
  });

  test("happens once, however many ask, and never while its credit is being spent", async () => {
    const invoiceId = await issue();
    await issue("18", { dueOn: "2099-01-01" });
    const invoices = [{ invoiceId }];
    const of = { allocation: "chosen", invoices } as const;
    await recordPayment(owner, { customerId, method: "cash", amountMinor: 11_800, ...of });
    const note = await credit(invoiceId);
    const all = await Promise.allSettled([
      cancel(note.id),
      cancel(note.id),
      allocateCredit(owner, { customerId }),
      cancel(note.id),
    ]);
    // Either the void was first and nothing was left to spend, or the credit was spent and nothing is voided.
    const voids = [all[0], all[1], all[3]].filter((one) => one?.status === "fulfilled");
    const { rows } = await run(`select count(*)::int as n from payment_allocations
      where tenant_id = '${tenant.id}' and credit_note_id is not null`);
    expect(voids.length + Number(rows[0]?.n)).toBe(1);
    await proved();
  });

  test("is nothing that can be done twice, by a role without the right, or to another tenant's", async () => {
    const note = await credit(await issue());
    const { ctx: admin } = await mintStaff(tenant, "admin");
    expect(() => cancel(note.id, admin)).toThrow("forbidden");
    const { ctx: stranger } = await mintStaff(await mintTenant(), "owner");
    await expect(cancel(note.id, stranger)).rejects.toMatchObject({ code: "not_found" });
    await cancel(note.id);
    await expect(cancel(note.id)).rejects.toBeInstanceOf(IllegalTransition);
  });
});
