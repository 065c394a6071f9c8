import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { addCharges, type NewCharge } from "@/server/modules/subscriptions/add-charges";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { lateFeeAmount, lateFeeText } from "../rules/late-fee";

/** Fees in one transaction. */
export const FEE_CHUNK = 500;

type Late = {
  id: string;
  customerId: string;
  number: string;
  currency: string;
  openMinor: number;
  days: number;
  taxClassId: string;
  own: string;
  locale: string;
};

/**
 * Adds a late fee for each document that has been overdue for the tenant's days, once a document, to be billed with the
 * customer's next one; never on the day on which the document was made, since it counts from the due date. A disputed
 * one, an exempt customer, or a document of nothing but late fees bears none. Returns how many: ask again while it is
 * `FEE_CHUNK`.
 */
export async function addLateFees(ctx: Ctx, tx: Tx, today: Day): Promise<number> {
  const { lateFee } = (await readSettings(ctx, tx, "billing")).data;
  if (!lateFee) return 0;
  const { rows } = await tx.execute<Late>(sql`
    select i.id, i.customer_id as "customerId", i.full_number as number, i.currency, i.open_minor::float8 as "openMinor",
      (${today}::date - i.due_on)::int as days, t.currency as own, t.locale,
      coalesce(${lateFee.taxClassId}::uuid, (select id from tax_classes where tenant_id = ${ctx.tenantId} and is_default limit 1)) as "taxClassId"
    from invoices i join tenants t on t.id = i.tenant_id
    join customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id and not c.dunning_exempt
    where i.tenant_id = ${ctx.tenantId} and i.open_minor > 0 and i.document_status = 'finalized'
      and i.due_on <= ${today}::date - ${lateFee.afterDays}::int and i.issued_on < ${today}::date and i.disputed_at is null
      and (${lateFee.fee.basis} = 'percent' or i.currency = t.currency)
      and not exists (select from charges x where x.tenant_id = i.tenant_id and x.dedupe_key = 'lateFee:' || i.id)
      and exists (select from invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id and l.kind <> 'lateFee')
    order by i.due_on, i.id limit ${FEE_CHUNK}`);
  const due = rows.filter(({ taxClassId }) => taxClassId !== null);
  await addCharges(
    ctx,
    tx,
    due.map((row): NewCharge => {
      const { id, customerId, number, currency, openMinor, days, taxClassId } = row;
      return {
        ...{ customerId, serviceId: null, kind: "lateFee", currency, taxClassId, startsOn: today },
        description: lateFeeText(row.locale, number),
        amount: lateFeeAmount(lateFee.fee, openMinor, currency),
        dedupeKey: `lateFee:${id}`,
        explanation: {
          formula: "lateFee",
          invoice: number,
          invoiceId: id,
          openMinor,
          daysLate: days,
          ...lateFee.fee,
        },
      };
    }),
  );
  return due.length;
}
