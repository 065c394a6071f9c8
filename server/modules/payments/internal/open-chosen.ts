import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { Chosen } from "../allocate";

/** Of the invoices that were chosen, in their order, those that can still be paid. */
export async function openChosen(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  invoiceIds: readonly string[],
): Promise<Chosen> {
  if (invoiceIds.length === 0) return [];
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from invoices where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
      and document_status = 'finalized' and open_minor > 0
      and id = any(${sql.param([...invoiceIds])}::uuid[])`);
  const open = new Set(rows.map(({ id }) => id));
  return invoiceIds.filter((id) => open.has(id)).map((invoiceId) => ({ invoiceId }));
}
