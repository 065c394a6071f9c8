import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { addDays, daysBetween } from "@/server/kernel/day";
import { foldText } from "@/server/kernel/fold-text";
import { Invalid } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import { useCredit } from "@/server/modules/payments/use-credit";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { postEntries } from "../post-entry";
import { invoiceFact } from "../rules/documents/invoice-fact";
import { documentLegs, type Share } from "../rules/documents/legs";
import { documentMachine, paymentStatusOf } from "../rules/documents/machines";
import { fullNumberOf, takeNumbers } from "../take-numbers";
import { composeDraft, writeHead, writeLines } from "./compose-draft";
import { type InvoiceHead, lockInvoice } from "./invoice-row";
import type { ResolvedLine } from "./resolve-lines";

/**
 * Issues a draft in the open transaction: taxes and rate of today, number, books, `invoice.created`, and the customer's
 * credit pays it. Throws `NotFound`, `Invalid` (total below zero, no tax or rate of today), `IllegalTransition`.
 */
export async function issueDraft(ctx: Ctx, tx: Tx, invoiceId: string): Promise<string> {
  const draft = await lockInvoice(ctx, tx, invoiceId);
  const to = transition("invoice", documentMachine, draft.documentStatus, "finalize");
  const { head, lines } = await asOfToday(ctx, tx, draft);
  if (head.totalMinor < 0) throw new Invalid("invoice_below_zero");
  const { businessUnitId } = draft;
  const taken = await takeNumbers(ctx, tx, { kind: "invoice", businessUnitId });
  const fullNumber = fullNumberOf(taken, taken.first);
  const openMinor = head.totalMinor;
  const paymentStatus = paymentStatusOf(openMinor, head.totalMinor);
  await writeLines(ctx, tx, invoiceId, lines);
  await writeHead(ctx, tx, invoiceId, {
    ...{ ...head, documentStatus: to as "finalized", seriesId: taken.seriesId },
    ...{ number: taken.first, fullNumber, openMinor, paymentStatus },
    ...(openMinor === 0 && { paidAt: ctx.now }),
    searchText: foldText(`${fullNumber} ${head.searchText}`),
  });
  await postInvoice(ctx, tx, { ...draft, ...head }, lines);
  const { customerId, kind } = draft;
  record(ctx, "invoice.created", {
    entity: { type: "invoice", id: invoiceId },
    payload: invoiceFact({ ...head, customerId, kind, fullNumber, openMinor }),
  });
  await useCredit(ctx, tx, { customerIds: [customerId] });
  return fullNumber;
}

/** The draft composed again: what the day of the issue says of taxes, rate and due date. Prices stay as written. */
async function asOfToday(ctx: Ctx, tx: Tx, draft: InvoiceHead) {
  const { rows } = await tx.execute<{
    itemId: string | null;
    description: string;
    quantity: string;
    unitPrice: string;
    explanation: Record<string, unknown>;
  }>(sql`select item_id as "itemId", description, quantity::text, unit_price::text as "unitPrice", explanation
    from invoice_lines where tenant_id = ${ctx.tenantId} and invoice_id = ${draft.id} order by position`);
  const { customerId, currency, note, businessUnitId, branchId } = draft;
  const composed = await composeDraft(ctx, tx, {
    ...{ customerId, currency, note, businessUnitId, branchId, dueOn: "" },
    lines: rows.map(({ explanation, ...line }) => ({
      ...line,
      taxClassId: explanation.taxClassId as string,
      taxIncluded: explanation.taxIncluded as boolean,
    })),
  });
  const wait = daysBetween(draft.issuedOn, draft.dueOn);
  const explained = composed.lines.map((line, place) => ({
    ...line,
    explanation: { ...rows[place]?.explanation, ...taxOf(line) },
  }));
  const { head } = composed;
  return { head: { ...head, dueOn: addDays(head.issuedOn, wait) }, lines: explained };
}

const taxOf = ({ explanation: { taxRate, taxCode, taxRateFrom } }: ResolvedLine) => ({
  ...{ taxRate, taxCode, taxRateFrom },
});

async function postInvoice(
  ctx: Ctx,
  tx: Tx,
  head: InvoiceHead,
  lines: readonly ResolvedLine[],
): Promise<void> {
  const { customerId, currency, fxRate: rate, businessUnitId, branchId, totalMinor } = head;
  const { currency: baseCurrency } = await tenantFacts(ctx, tx);
  const fx = { currency, rate, baseCurrency };
  const shares: Share[] = lines.flatMap((line) => [
    { ...unitOf(line), account: "revenue", amountMinor: 0 - line.netMinor },
    { ...unitOf(line), account: "tax", amountMinor: 0 - line.taxMinor },
  ]);
  const counter: Share = {
    ...{ account: "receivable", amountMinor: totalMinor, businessUnitId, branchId },
  };
  const legs = documentLegs(customerId, fx, counter, shares);
  if (legs.length === 0) return;
  const source = { kind: "invoice", sourceType: "invoice", sourceId: head.id };
  await postEntries(ctx, tx, [{ ...source, onDay: head.issuedOn, legs }]);
}

const unitOf = ({ businessUnitId, branchId }: ResolvedLine) => ({ businessUnitId, branchId });
