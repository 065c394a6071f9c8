import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { creditNoteLines, creditNotes } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { foldText } from "@/server/kernel/fold-text";
import { newId } from "@/server/kernel/ids";
import { transition } from "@/server/kernel/state-machine";
import { allocate } from "@/server/modules/payments/allocate";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type InvoiceHead, fetchInvoice, lockInvoice } from "./internal/invoice-row";
import { lockCustomers } from "./lock-customers";
import { postEntries } from "./post-entry";
import { readCreditNote } from "./read-credit-note";
import {
  type CreditableLine,
  type CreditedLine,
  creditLines,
} from "./rules/documents/credit-lines";
import { documentLegs, type Share } from "./rules/documents/legs";
import { documentMachine } from "./rules/documents/machines";
import { sumLines } from "./rules/line-amounts";
import {
  type CreditNoteDetailDto,
  issueCreditNoteInput,
  type IssueCreditNoteInput,
} from "./schema";
import { fullNumberOf, takeNumbers } from "./take-numbers";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";

/**
 * Takes back what an invoice claimed, in whole or in part, at the invoice's own rate: number, books, and applied to the
 * invoice first; the rest is the customer's credit. Throws `NotFound`, `Conflict` (more than is left), `IllegalTransition`.
 */
export function issueCreditNote(
  ctx: Ctx,
  given: IssueCreditNoteInput,
): Promise<CreditNoteDetailDto> {
  const { invoiceId, reason, of } = issueCreditNoteInput.parse(given);
  authorize(ctx, "creditNote.manage");
  return inTenant(ctx, async (tx) => {
    const { customerId, businessUnitId } = await fetchInvoice(ctx, tx, invoiceId);
    const taken = await takeNumbers(ctx, tx, { kind: "creditNote", businessUnitId });
    await lockCustomers(ctx, tx, [customerId]);
    const invoice = await lockInvoice(ctx, tx, invoiceId);
    transition("invoice", documentMachine, invoice.documentStatus, "credit");
    const lines = creditLines(await leftOf(ctx, tx, invoiceId), of);
    const number = { seriesId: taken.seriesId, number: taken.first };
    const fullNumber = fullNumberOf(taken, taken.first);
    const id = await write(ctx, tx, { invoice, reason, lines, number, fullNumber });
    await apply(ctx, tx, invoice, id);
    return readCreditNote(ctx, tx, id);
  });
}

/** Lines of the invoice less what credit notes took back before. */
async function leftOf(ctx: Ctx, tx: Tx, invoiceId: string): Promise<CreditableLine[]> {
  const { rows } = await tx.execute<CreditableLine>(sql`
    select l.id, l.description, l.tax_rate::text as "taxRate", l.tax_code as "taxCode",
      (l.net_minor - coalesce(c.net, 0))::float8 as "netMinor", (l.tax_minor - coalesce(c.tax, 0))::float8 as "taxMinor",
      l.business_unit_id as "businessUnitId", l.branch_id as "branchId"
    from invoice_lines l
    left join lateral (
      select sum(n.net_minor) as net, sum(n.tax_minor) as tax from credit_note_lines n
      join credit_notes c on c.tenant_id = n.tenant_id and c.id = n.credit_note_id and c.status = 'finalized'
      where n.tenant_id = l.tenant_id and n.invoice_line_id = l.id and c.invoice_id = l.invoice_id) c on true
    where l.tenant_id = ${ctx.tenantId} and l.invoice_id = ${invoiceId} order by l.position`);
  return rows;
}

type Note = {
  invoice: InvoiceHead;
  reason: string;
  lines: readonly CreditedLine[];
  number: { seriesId: string; number: number };
  fullNumber: string;
};

async function write(ctx: Ctx, tx: Tx, note: Note): Promise<string> {
  const { invoice, reason, lines, fullNumber } = note;
  const { today, currency: baseCurrency } = await tenantFacts(ctx, tx);
  const id = newId(ctx.now.getTime());
  const sums = sumLines(lines);
  const { customerId, currency, fxRate, recipient, businessUnitId, branchId } = invoice;
  const { tenantId } = ctx;
  await tx.insert(creditNotes).values({
    ...{ id, tenantId, customerId, invoiceId: invoice.id, ...note.number, fullNumber, reason },
    ...{ status: "finalized", currency, fxRate, ...sums, remainingMinor: sums.totalMinor },
    ...{ issuedOn: today, recipient, businessUnitId, branchId, createdAt: ctx.now },
    membershipId: ctx.actor.kind === "user" ? ctx.actor.membershipId : null,
    searchText: foldText(`${fullNumber} ${invoice.fullNumber} ${recipient.name}`),
  });
  await tx.insert(creditNoteLines).values(
    lines.map(({ id: invoiceLineId, ...line }, index) => ({
      ...{ ...line, tenantId, creditNoteId: id, invoiceLineId, position: index + 1 },
    })),
  );
  const earned = invoice.kind === "opening" ? "opening" : "revenue";
  const legs = documentLegs(
    customerId,
    { currency, baseCurrency, rate: fxRate },
    { account: "customerCredit", amountMinor: 0 - sums.totalMinor, businessUnitId, branchId },
    lines.flatMap((line): Share[] => {
      const place = { businessUnitId: line.businessUnitId, branchId: line.branchId };
      return [
        { account: earned, amountMinor: line.netMinor, ...place },
        { account: "tax", amountMinor: line.taxMinor, ...place },
      ];
    }),
  );
  const head = { kind: "creditNote", sourceType: "creditNote", sourceId: id, onDay: today };
  await postEntries(ctx, tx, [{ ...head, memo: reason, legs }]);
  const stated = { customerId, invoiceId: invoice.id, number: fullNumber, currency, reason };
  record(ctx, "creditNote.issued", {
    entity: { type: "creditNote", id },
    payload: { ...stated, totalMinor: sums.totalMinor },
  });
  return id;
}

/** The invoice first, as far as it is open; the rest stays with the customer. */
async function apply(ctx: Ctx, tx: Tx, invoice: InvoiceHead, id: string): Promise<void> {
  if (invoice.openMinor === 0) return;
  await allocate(ctx, tx, {
    customerIds: [invoice.customerId],
    sources: [{ kind: "creditNote", id }],
    chosen: [{ invoiceId: invoice.id }],
  });
}
