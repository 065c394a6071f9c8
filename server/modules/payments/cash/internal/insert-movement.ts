import type { Tx } from "@/db/client";
import { cashMovements } from "@/db/schema/by-hand";
import type { Ctx } from "@/server/tenancy/context";

type Movement = Omit<typeof cashMovements.$inferInsert, "id" | "tenantId" | "createdAt">;

/** Writes what came or went; the same key is written once. Says whether it is new. */
export async function insertMovement(ctx: Ctx, tx: Tx, movement: Movement): Promise<boolean> {
  const rows = await tx
    .insert(cashMovements)
    .values({ ...movement, tenantId: ctx.tenantId, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: cashMovements.id });
  return rows.length > 0;
}
