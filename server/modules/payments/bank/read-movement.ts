import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { bankMovements } from "@/db/schema/bank";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { movementColumns } from "./internal/movement-row";
import type { MovementDetailDto } from "./schema";

/** A movement with whose it is or may be. Throws `NotFound`. */
export async function readMovement(
  ctx: Ctx,
  tx: Tx,
  movementId: string,
): Promise<MovementDetailDto> {
  const [row] = await tx
    .select({
      ...movementColumns,
      ignoreReason: bankMovements.ignoreReason,
      decidedAt: bankMovements.decidedAt,
      decidedBy: sql<
        string | null
      >`(select u.name from memberships m join users u on u.id = m.user_id
        where m.tenant_id = bank_movements.tenant_id and m.id = bank_movements.decided_by_membership_id)`,
      owedMinor: sql<number>`(select coalesce(sum(i.open_minor), 0)::float8 from invoices i
        where i.tenant_id = bank_movements.tenant_id and i.customer_id = bank_movements.customer_id
          and i.currency = bank_movements.currency and i.document_status = 'finalized')`,
    })
    .from(bankMovements)
    .where(and(eq(bankMovements.tenantId, ctx.tenantId), eq(bankMovements.id, movementId)));
  if (!row) throw new NotFound("bankMovement");
  return { ...row, decidedAt: row.decidedAt?.toISOString() ?? null };
}
