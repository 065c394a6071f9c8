import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { type Day, daysBetween } from "@/server/kernel/day";
import { invoiceFact } from "@/server/modules/billing/rules/documents/invoice-fact";
import { moveServices } from "@/server/modules/subscriptions/move-services";
import type { Ctx } from "@/server/tenancy/context";

type Row = Parameters<typeof invoiceFact>[0] & { id: string; dueOn: string };

/**
 * States that invoices are overdue, once each, at most `limit` at a time: the day after they were due. Those that somebody
 * works on right now wait for the next look. Their services go into grace. Returns how many it were. With a customer: its own.
 */
export async function markOverdue(
  ctx: Ctx,
  tx: Tx,
  { today, limit, customerId }: { today: Day; limit: number; customerId?: string },
): Promise<number> {
  const { rows } = await tx.execute<Row>(sql`
    with late as (select id from invoices where tenant_id = ${ctx.tenantId} and document_status = 'finalized'
      and open_minor > 0 and due_on < ${today}::date and overdue_at is null
      and (${customerId ?? null}::uuid is null or customer_id = ${customerId ?? null}::uuid)
      order by due_on, customer_id limit ${limit} for update skip locked)
    update invoices i set overdue_at = ${ctx.now.toISOString()}::timestamptz from late
    where i.tenant_id = ${ctx.tenantId} and i.id = late.id
    returning i.id, i.customer_id as "customerId", i.full_number as "fullNumber", i.kind, i.currency,
      i.total_minor::float8 as "totalMinor", i.open_minor::float8 as "openMinor", i.issued_on::text as "issuedOn",
      i.due_on::text as "dueOn"`);
  for (const row of rows)
    record(ctx, "invoice.overdue", {
      entity: { type: "invoice", id: row.id },
      payload: { ...invoiceFact(row), daysOverdue: daysBetween(row.dueOn, today) },
    });
  if (rows.length > 0) await fallDue(ctx, tx, rows);
  return rows.length;
}

async function fallDue(ctx: Ctx, tx: Tx, invoices: readonly { id: string }[]): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct l.service_id as id from invoice_lines l join services s on s.id = l.service_id and s.tenant_id = l.tenant_id
    where l.tenant_id = ${ctx.tenantId} and l.invoice_id = any(${sql.param(invoices.map(({ id }) => id))}::uuid[])
      and s.state = 'active'`);
  if (rows.length === 0) return;
  const serviceIds = rows.map(({ id }) => id);
  await moveServices(ctx, tx, { serviceIds, event: "fallDue" });
}
