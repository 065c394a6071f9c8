import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { bankMovements } from "@/db/schema/bank";
import type { Ctx } from "@/server/tenancy/context";
import { weighMovements } from "./weigh-movements";

/**
 * Looks again at the movements that wait, and keeps what is offered for each: what was paid since changes it. Those that
 * somebody is deciding are left alone. Returns how many are certain.
 */
export async function suggest(ctx: Ctx, tx: Tx): Promise<number> {
  const waiting = await tx
    .select()
    .from(bankMovements)
    .where(and(eq(bankMovements.tenantId, ctx.tenantId), eq(bankMovements.status, "waiting")))
    .orderBy(bankMovements.id)
    .limit(MOST)
    .for("update", { skipLocked: true });
  let certain = 0;
  for (let from = 0; from < waiting.length; from += CHUNK)
    certain += await keepOffers(ctx, tx, waiting.slice(from, from + CHUNK));
  return certain;
}

/** Movements that wait and are looked at at once, and so many in one statement. */
const MOST = 20_000;
const CHUNK = 2_500;

async function keepOffers(
  ctx: Ctx,
  tx: Tx,
  waiting: readonly (typeof bankMovements.$inferSelect)[],
): Promise<number> {
  const verdicts = await weighMovements(ctx, tx, waiting);
  const changed = waiting.flatMap((row) => {
    const verdict = verdicts.get(row.id);
    return verdict ? { id: row.id, ...verdict } : [];
  });
  await tx.execute(sql`
    update bank_movements b set confidence = v.confidence, reasons = v.reasons, customer_id = v."customerId",
      proof_id = v."proofId", payment_id = v."paymentId"
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as v(id uuid, confidence text, reasons jsonb,
      "customerId" uuid, "proofId" uuid, "paymentId" uuid)
    where b.tenant_id = ${ctx.tenantId} and b.id = v.id
      and (b.confidence, b.reasons, b.customer_id, b.proof_id, b.payment_id)
        is distinct from (v.confidence, v.reasons, v."customerId", v."proofId", v."paymentId")`);
  return changed.filter(({ confidence }) => confidence === "certain").length;
}
