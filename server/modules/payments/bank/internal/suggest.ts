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

/** Movements that wait and are looked at at once. */
const MOST = 20_000;
