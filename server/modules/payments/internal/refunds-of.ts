import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { RefundDto } from "../schema";

const COLUMN: Record<RefundDto["source"], SQL> = {
  payment: sql`payment_id`,
  creditNote: sql`credit_note_id`,
  deposit: sql`deposit_id`,
};

/** What went back of a payment, a credit note or a deposit, the first first. */
export async function refundsOf(
  ctx: Ctx,
  tx: Tx,
  { source, sourceId }: Pick<RefundDto, "source" | "sourceId">,
): Promise<RefundDto[]> {
  const { rows } = await tx.execute<RefundDto>(sql`
    select id, customer_id as "customerId", ${source}::text as source, ${sourceId}::uuid as "sourceId", currency,
      amount_minor::float8 as "amountMinor", method, reason, paid_on::text as "paidOn"
    from refunds where tenant_id = ${ctx.tenantId} and ${COLUMN[source]} = ${sourceId} order by created_at, id`);
  return rows;
}
