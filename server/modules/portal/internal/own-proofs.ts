import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { PortalProofDto } from "../account/proof-schema";
import { ownCustomer } from "./own-customer";

/** The signed-in customer's last fifty proofs, the newest first. */
export async function ownProofs(ctx: Ctx, tx: Tx): Promise<PortalProofDto[]> {
  const { rows } = await tx.execute<PortalProofDto>(sql`
    select p.id, p.status, p.currency, p.amount_minor::float8 as "amountMinor", p.paid_on::text as "paidOn",
      p.operation, p.reject_reason as "rejectReason", coalesce(y.receipt_full_number, '') as receipt,
      coalesce((select array_agg(i.full_number order by named.place)
          from jsonb_array_elements_text(p.invoice_ids) with ordinality named (id, place)
          join invoices i on i.tenant_id = p.tenant_id and i.id = named.id::uuid), '{}') as invoices
    from payment_proofs p left join payments y on y.tenant_id = p.tenant_id and y.id = p.payment_id
    where p.tenant_id = ${ctx.tenantId} and p.customer_id = ${ownCustomer(ctx).customerId}
    order by p.created_at desc, p.id desc limit 50`);
  return rows;
}
