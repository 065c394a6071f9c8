import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type ProofClockDto, proofClockDto } from "./log-schema";

const DAYS = 30;

/**
 * From the payment's commit (which asks for the reconnection in its own transaction) to the reconnection read back,
 * over the last thirty days, in seconds.
 */
export function getProofClock(ctx: Ctx): Promise<ProofClockDto> {
  authorize(ctx, "router.read");
  return inTenant(ctx, async (tx) => {
    const since = sql`${ctx.now.toISOString()}::timestamptz - make_interval(days => ${DAYS})`;
    const { rows } = await tx.execute(sql`
      with clock as (select status, extract(epoch from proven_at - requested_at)::float8 as seconds from enforcement_commands
        where tenant_id = ${ctx.tenantId} and kind = 'routeros' and desired = 'on' and requested_at >= ${since}
          and reason not in ('provision', 'reconcile', 'adopt'))
      select ${DAYS}::int as days, count(*) filter (where status = 'proven')::int as proven,
        count(*) filter (where status in ('pending', 'applied'))::int as open,
        percentile_cont(0.5) within group (order by seconds) filter (where status = 'proven') as p50,
        percentile_cont(0.99) within group (order by seconds) filter (where status = 'proven') as p99,
        max(seconds) filter (where status = 'proven') as slowest from clock`);
    return proofClockDto.parse(rows[0]);
  });
}
