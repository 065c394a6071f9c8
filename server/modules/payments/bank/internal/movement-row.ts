import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { bankMovements } from "@/db/schema/bank";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { MovementDto } from "../schema";

export const movementColumns = {
  id: bankMovements.id,
  accountName: sql<string>`(select a.name from bank_accounts a
    where a.tenant_id = bank_movements.tenant_id and a.id = bank_movements.bank_account_id)`,
  movedOn: bankMovements.movedOn,
  currency: bankMovements.currency,
  amountMinor: bankMovements.amountMinor,
  reference: bankMovements.reference,
  text: bankMovements.text,
  status: bankMovements.status,
  confidence: bankMovements.confidence,
  reasons: sql<MovementDto["reasons"]>`${bankMovements.reasons}`,
  customer: sql<
    MovementDto["customer"]
  >`(select json_build_object('id', c.id, 'name', c.name, 'number', c.number)
    from customers c where c.tenant_id = bank_movements.tenant_id and c.id = bank_movements.customer_id)`,
  proofId: bankMovements.proofId,
  payment: sql<
    MovementDto["payment"]
  >`(select json_build_object('id', p.id, 'receipt', p.receipt_full_number)
    from payments p where p.tenant_id = bank_movements.tenant_id and p.id = bank_movements.payment_id)`,
};

/** The movement's own row, kept until the end of the transaction; throws `NotFound`. */
export async function lockMovement(ctx: Ctx, tx: Tx, movementId: string) {
  const [row] = await tx
    .select()
    .from(bankMovements)
    .where(and(eq(bankMovements.tenantId, ctx.tenantId), eq(bankMovements.id, movementId)))
    .for("update");
  if (!row) throw new NotFound("bankMovement");
  return row;
}

/** Changes a movement; the caller holds it. */
export const setMovement = (
  ctx: Ctx,
  tx: Tx,
  movementId: string,
  change: Partial<typeof bankMovements.$inferInsert>,
) =>
  tx
    .update(bankMovements)
    .set(change)
    .where(and(eq(bankMovements.tenantId, ctx.tenantId), eq(bankMovements.id, movementId)));
