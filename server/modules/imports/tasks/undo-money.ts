import { sql } from "drizzle-orm";
import { record } from "@/server/events/record";
import { reverseEntries } from "@/server/modules/billing/reverse-entry";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Undoer } from "./import-tasks";

type Taken = {
  id: string;
  customerId: string;
  number: string;
  currency: string;
  amountMinor: number;
  issuedOn: string;
  dueOn: string;
};

/** Takes opening invoices and credits back by a reversal each; one that was paid, credited or used since stays. */
export const undoMoney: Undoer = async (ctx, tx, items) => {
  const { today } = await tenantFacts(ctx, tx);
  const asked = sql`${sql.param(items.flatMap(({ entityId }) => entityId ?? []))}::uuid[]`;
  const now = ctx.now.toISOString();
  const { rows: invoices } = await tx.execute<Taken>(sql`
    update invoices i set document_status = 'voided', open_minor = 0, voided_at = ${now}, void_reason = 'import', bill_key = null,
      updated_at = ${now}
    where i.tenant_id = ${ctx.tenantId} and i.id = any(${asked}) and i.kind = 'opening' and i.document_status = 'finalized'
      and i.open_minor = i.total_minor and i.written_off_minor = 0
    returning i.id, i.customer_id as "customerId", i.full_number as number, i.currency,
      i.total_minor::float8 as "amountMinor", i.issued_on::text as "issuedOn", i.due_on::text as "dueOn"`);
  const { rows: payments } = await tx.execute<Taken>(sql`
    update payments p set status = 'bounced', unallocated_minor = 0, bounced_at = ${now}, bounce_reason = 'import'
    where p.tenant_id = ${ctx.tenantId} and p.id = any(${asked}) and p.provider = 'import' and p.status = 'verified'
      and p.unallocated_minor = p.amount_minor
    returning p.id, p.customer_id as "customerId", p.currency, p.amount_minor::float8 as "amountMinor"`);
  const ids = (taken: readonly Taken[]) => taken.map(({ id }) => id);
  await reverseEntries(ctx, tx, {
    ...{ sourceType: "invoice", sourceIds: ids(invoices), kind: "opening", asKind: "void" },
    onDay: today,
  });
  await reverseEntries(ctx, tx, {
    ...{ sourceType: "payment", sourceIds: ids(payments), kind: "opening", asKind: "bounce" },
    onDay: today,
  });
  for (const row of invoices)
    record(ctx, "invoice.voided", {
      entity: { type: "invoice", id: row.id },
      payload: {
        ...{
          customerId: row.customerId,
          number: row.number,
          kind: "opening",
          currency: row.currency,
        },
        ...{
          totalMinor: row.amountMinor,
          openMinor: 0,
          issuedOn: row.issuedOn,
          dueOn: row.dueOn,
          reason: "import",
        },
      },
    });
  for (const row of payments)
    record(ctx, "payment.bounced", {
      entity: { type: "payment", id: row.id },
      payload: {
        customerId: row.customerId,
        currency: row.currency,
        amountMinor: row.amountMinor,
        reason: "import",
      },
    });
  const back = new Set([...invoices, ...payments].map(({ id }) => id));
  return items.map(({ id, entityId }) =>
    back.has(entityId ?? "") ? { id } : { id, error: "row_changed_since" },
  );
};
