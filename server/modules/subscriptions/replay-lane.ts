import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { wakeEnforcement } from "./internal/ask-enforcement";

/** Makes open commands `c` that were tried and failed due now, their attempts counted anew; gives how many. */
export async function replayLane(ctx: Ctx, tx: Tx, which: SQL): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    update enforcement_commands c set next_attempt_at = null, attempts = 0
    where c.tenant_id = ${ctx.tenantId} and ${which} and c.status in ('pending', 'applied') and c.held_at is null and c.capped_at is null
      and c.attempts > 0 and (c.in_flight_until is null or c.in_flight_until <= ${ctx.now.toISOString()}::timestamptz)`);
  wakeEnforcement(ctx);
  return rowCount ?? 0;
}
