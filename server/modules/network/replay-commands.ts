import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { replayLane } from "@/server/modules/subscriptions/replay-lane";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchRouter } from "./internal/router-row";
import type { ReplayInput } from "./log-schema";

/**
 * Makes what did not go through due now, from the first attempt on: one command, some, a router's, or all of them. The
 * reason is kept beside each router's name. Twice is once: what was not tried since is left as it is. Throws `NotFound`.
 */
export function replayCommands(ctx: Ctx, input: ReplayInput): Promise<{ replayed: number }> {
  authorize(ctx, "service.enforce");
  const { routerId, commandIds, reason } = input;
  return inTenant(ctx, async (tx) => {
    if (routerId) await fetchRouter(ctx, tx, routerId);
    const which = sql`c.kind = 'routeros' ${routerId ? sql`and c.integration_id = ${routerId}` : sql``}
      ${commandIds ? sql`and c.id = any(${sql.param(commandIds)}::uuid[])` : sql``}`;
    const byRouter = await triedOn(ctx, tx, which);
    const replayed = await replayLane(ctx, tx, which);
    for (const { id, commands } of replayed > 0 ? byRouter : [])
      record(ctx, "router.commandsReplayed", {
        entity: { type: "router", id },
        payload: { replayed: commands, reason },
      });
    return { replayed };
  });
}

async function triedOn(ctx: Ctx, tx: Tx, which: SQL): Promise<{ id: string; commands: number }[]> {
  const { rows } = await tx.execute<{ id: string; commands: number }>(sql`
    select c.integration_id as id, count(*)::int as commands from enforcement_commands c
    where c.tenant_id = ${ctx.tenantId} and ${which} and c.integration_id is not null and c.attempts > 0
      and c.status in ('pending', 'applied') and c.held_at is null and c.capped_at is null
    group by c.integration_id`);
  return rows;
}
