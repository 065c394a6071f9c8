import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { PortalInvoiceDto } from "../account/schema";
import { ownCustomer } from "./own-customer";

type Row = Omit<PortalInvoiceDto, "state"> & { voided: boolean };

/** The signed-in customer's own invoices that were issued; `rest` goes on after `where`. */
export async function ownInvoices(
  ctx: Ctx,
  tx: Tx,
  today: string,
  rest: SQL,
): Promise<PortalInvoiceDto[]> {
  const { rows } = await tx.execute<Row>(sql`
    select id, full_number as number, currency, total_minor::float8 as "totalMinor", open_minor::float8 as "openMinor",
      issued_on::text as "issuedOn", due_on::text as "dueOn", period_start::text as "periodStart",
      period_end::text as "periodEnd", document_status = 'voided' as voided
    from invoices where tenant_id = ${ctx.tenantId} and customer_id = ${ownCustomer(ctx).customerId}
      and document_status in ('finalized', 'voided') ${rest}`);
  return rows.map(({ voided, ...row }) => ({ ...row, state: stateOf(row, voided, today) }));
}

function stateOf(
  { openMinor, dueOn }: Pick<Row, "openMinor" | "dueOn">,
  voided: boolean,
  today: string,
): PortalInvoiceDto["state"] {
  if (voided) return "voided";
  if (openMinor <= 0) return "paid";
  if (dueOn < today) return "overdue";
  return dueOn === today ? "dueToday" : "due";
}
