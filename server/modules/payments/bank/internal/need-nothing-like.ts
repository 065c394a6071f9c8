import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { bankMovements } from "@/db/schema/bank";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { payLike, proofLike } from "./like";

/**
 * The customer has no payment that no movement is yet, and no proof that waits, of this amount some days apart: it would
 * be the same money twice. The caller has locked the customer. Throws `Conflict` bank_payment_stands, bank_proof_waits.
 */
export async function needNothingLike(
  ctx: Ctx,
  tx: Tx,
  { currency, amountMinor, movedOn }: typeof bankMovements.$inferSelect,
  customerId: string,
): Promise<void> {
  const { rows } = await tx.execute<{ payment: boolean; proof: boolean }>(sql`
    select exists (select 1 from payments y where y.customer_id = ${customerId} and ${payLike(ctx)}) as payment,
      exists (select 1 from payment_proofs p where p.customer_id = ${customerId} and ${proofLike(ctx)}) as proof
    from (select ${currency}::text as currency, ${amountMinor}::bigint as amount, ${movedOn}::date as moved_on) m`);
  if (rows[0]?.payment) throw new Conflict("bank_payment_stands");
  if (rows[0]?.proof) throw new Conflict("bank_proof_waits");
}
