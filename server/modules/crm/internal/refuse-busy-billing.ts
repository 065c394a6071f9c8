import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** Throws while a run plans or posts: it would bill one customer under two names. */
export async function refuseBusyBilling(ctx: Ctx, tx: Tx): Promise<void> {
  const { rowCount } = await tx.execute(sql`
    select 1 from billing_runs where tenant_id = ${ctx.tenantId} and status in ('planning', 'approved', 'running') limit 1`);
  if ((rowCount ?? 0) > 0) throw new Conflict("merge_billing_busy");
}
