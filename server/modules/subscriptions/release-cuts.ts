import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { wakeEnforcement } from "./internal/ask-enforcement";

/** Lets through the cuts of an integration that were held back for being too many at once; gives how many. */
export async function releaseCappedCuts(ctx: Ctx, tx: Tx, integrationId: string): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    update enforcement_commands set capped_at = null, next_attempt_at = null,
      approved_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and integration_id = ${integrationId} and capped_at is not null
      and status in ('pending', 'applied')`);
  if (rowCount) wakeEnforcement(ctx);
  return rowCount ?? 0;
}
