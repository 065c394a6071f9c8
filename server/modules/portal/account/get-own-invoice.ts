import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import { explainLine } from "@/server/modules/billing/rules/documents/explain-line";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownInvoices } from "../internal/own-invoices";
import type { PortalInvoiceDetail, PortalInvoiceIdInput } from "./schema";

type Head = Pick<PortalInvoiceDetail, "netMinor" | "taxMinor" | "note" | "fiscal">;
type Line = PortalInvoiceDetail["lines"][number];
type Raw = Omit<Line, "why"> & { kind: string; explanation: Record<string, unknown> };

/** One of the signed-in customer's invoices: each line with its why, and what paid it. Throws `NotFound`, drafts included. */
export function getOwnInvoice(
  ctx: Ctx,
  { invoiceId }: PortalInvoiceIdInput,
): Promise<PortalInvoiceDetail> {
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const [invoice] = await ownInvoices(ctx, tx, today, sql`and id = ${invoiceId}`);
    if (!invoice) throw new NotFound("invoice");
    const { rows } = await tx.execute<Head>(sql`
      select i.net_minor::float8 as "netMinor", i.tax_minor::float8 as "taxMinor", i.note,
        coalesce(s.fiscal, false) as fiscal
      from invoices i left join document_series s on s.tenant_id = i.tenant_id and s.id = i.series_id
      where i.tenant_id = ${ctx.tenantId} and i.id = ${invoiceId}`);
    const [head] = rows;
    if (!head) throw new NotFound("invoice");
    return {
      ...invoice,
      ...head,
      lines: await readLines(ctx, tx, invoiceId),
      paid: await readPaid(ctx, tx, invoiceId),
    };
  });
}

async function readLines(ctx: Ctx, tx: Tx, invoiceId: string): Promise<Line[]> {
  const { rows } = await tx.execute<Raw>(sql`
    select id, kind, description, trim_scale(quantity)::text as quantity, total_minor::float8 as "totalMinor",
      period_start::text as "periodStart", period_end::text as "periodEnd", explanation
    from invoice_lines where tenant_id = ${ctx.tenantId} and invoice_id = ${invoiceId} order by position`);
  return rows.map(({ kind, explanation, ...line }) => ({
    ...line,
    why: explainLine({ kind, explanation }),
  }));
}

async function readPaid(ctx: Ctx, tx: Tx, invoiceId: string) {
  const { rows } = await tx.execute<PortalInvoiceDetail["paid"][number]>(sql`
    select a.id, case when a.payment_id is not null then 'payment' when a.credit_note_id is not null
        then 'creditNote' else 'deposit' end as kind,
      coalesce(p.receipt_full_number, n.full_number, '') as number,
      coalesce(p.received_on, n.issued_on, d.held_on)::text as "onDay", a.amount_minor::float8 as "amountMinor"
    from payment_allocations a
    left join payments p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    left join credit_notes n on n.tenant_id = a.tenant_id and n.id = a.credit_note_id
    left join deposits d on d.tenant_id = a.tenant_id and d.id = a.deposit_id
    where a.tenant_id = ${ctx.tenantId} and a.invoice_id = ${invoiceId} and a.reversed_at is null
    order by a.created_at, a.id`);
  return rows;
}
