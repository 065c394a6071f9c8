import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Minor } from "@/server/kernel/money";
import { applyToInvoice } from "@/server/modules/billing/apply-to-invoice";
import { type Entry, postEntries } from "@/server/modules/billing/post-entry";
import { settlementLegs } from "@/server/modules/billing/rules/documents/legs";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { type Allocated, claimSide, moneySide } from "./allocate";
import { moveSources, readMoney, type SourceKind } from "./internal/money-sources";
import { readClaims } from "./internal/open-claims";

type Row = Allocated & { entryId: string | null };

/** Which allocations: of a payment, of a credit note, of an invoice, or these. */
export type TakeBackInput = {
  customerId: string;
  of:
    | { paymentId: string }
    | { creditNoteId: string }
    | { invoiceId: string }
    | { allocationIds: readonly string[] };
  reason: string;
};

/**
 * Takes allocations back in the open transaction: the money is the customer's again, the invoices open again
 * (`invoice.reopened`), an entry for each. The caller has locked the customer. Nothing left to take back: nothing happens.
 */
export async function takeBack(ctx: Ctx, tx: Tx, input: TakeBackInput): Promise<Allocated[]> {
  const { customerId, reason } = input;
  const rows = await markReversed(ctx, tx, whichOf(input.of), customerId, reason);
  if (rows.length === 0) return [];
  const sources = await readMoney(ctx, tx, rows);
  const claims = await readClaims(
    ctx,
    tx,
    [customerId],
    rows.map(({ invoiceId }) => invoiceId),
  );
  const { today, currency } = await tenantFacts(ctx, tx);
  const left = new Map(sources.map((source) => [source.id, { ...source }]));
  const open = new Map(claims.map((claim) => [claim.id, { ...claim }]));
  const entries = rows.map((row): Entry => {
    const source = left.get(row.sourceId);
    const claim = open.get(row.invoiceId);
    if (!source || !claim) throw new Error("an allocation without its money or invoice");
    const legs = settlementLegs(
      customerId,
      moneySide(source, source.leftMinor + row.amountMinor, currency),
      claimSide(claim, claim.openMinor + row.amountMinor, currency),
    );
    source.leftMinor += row.amountMinor;
    claim.openMinor += row.amountMinor;
    const head = { kind: "takeBack", sourceType: "allocation", sourceId: row.id, onDay: today };
    return { ...head, ...(row.entryId && { reversesId: row.entryId }), memo: reason, legs };
  });
  await moveSources(ctx, tx, rows.map(moveOf));
  const given = rows.map((row) => ({ ...row, amountMinor: 0 - row.amountMinor }));
  await applyToInvoice(ctx, tx, given, { reason });
  await postEntries(ctx, tx, entries);
  return rows;
}

const moveOf = (row: Row): { kind: SourceKind; id: string; delta: Minor } => ({
  ...{ kind: row.sourceKind, id: row.sourceId, delta: row.amountMinor },
});

function whichOf(of: TakeBackInput["of"]): SQL {
  if ("paymentId" in of) return sql`a.payment_id = ${of.paymentId}`;
  if ("creditNoteId" in of) return sql`a.credit_note_id = ${of.creditNoteId}`;
  if ("invoiceId" in of) return sql`a.invoice_id = ${of.invoiceId}`;
  return sql`a.id = any(${sql.param([...of.allocationIds])}::uuid[])`;
}

async function markReversed(
  ctx: Ctx,
  tx: Tx,
  which: SQL,
  customerId: string,
  reason: string,
): Promise<Row[]> {
  const { rows } = await tx.execute<Row>(sql`
    update payment_allocations a set reversed_at = ${ctx.now.toISOString()}::timestamptz, reversal_reason = ${reason}
    from invoices i
    where a.tenant_id = ${ctx.tenantId} and i.tenant_id = a.tenant_id and i.id = a.invoice_id
      and i.customer_id = ${customerId} and a.reversed_at is null and ${which}
    returning a.id, i.customer_id as "customerId", i.currency, a.invoice_id as "invoiceId", a.amount_minor::float8 as "amountMinor",
      case when a.payment_id is not null then 'payment' when a.credit_note_id is not null then 'creditNote'
        else 'deposit' end as "sourceKind",
      coalesce(a.payment_id, a.credit_note_id, a.deposit_id) as "sourceId",
      (select e.id from ledger_entries e where e.tenant_id = a.tenant_id and e.source_type = 'allocation'
        and e.source_id = a.id and e.kind = 'allocation') as "entryId"`);
  return rows;
}
