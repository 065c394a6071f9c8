import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { isNearDeadline } from "@/server/jobs/requeue-rest";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ENFORCE_LANE } from "./internal/ask-enforcement";
import { holdLane, leaveLane, wakeLane } from "./internal/enforce/lanes";
import { runLot } from "./internal/enforce/run-lot";
import { stopMassCut } from "./internal/enforce/stop-mass-cut";
import { nextDueAt, takeCommands } from "./internal/enforce/take-commands";

/** Few enough that a reconnection waits for seconds behind a mass cut, many enough to share what is read. */
const BATCH = 40;
/** Asked again while somebody else has the lane: what came meanwhile may have missed them. */
const BUSY_MS = 3_000;

/**
 * Drains one integration's commands, reconnections before cuts, over its one session. Others are not held up by one that
 * is away: its commands stay open, and all of them are due again as soon as it answers. Near its deadline it hands on.
 */
export const enforceLane = defineJob({
  name: ENFORCE_LANE,
  schema: z.object({ integrationId: z.uuid() }),
  timeoutMs: 300_000,
  handle: async (ctx, { integrationId }, delivery) => {
    const startedMs = Date.now();
    const clock = () => new Date(ctx.now.getTime() + Date.now() - startedMs);
    const lease = { integrationId, holder: delivery.jobId };
    if (!(await holdLane(ctx, lease))) return wake(ctx, integrationId, clock(), BUSY_MS);
    try {
      const waitMs = await drain(ctx, lease, clock, () => isNearDeadline(delivery));
      await wake(ctx, integrationId, clock(), waitMs);
    } finally {
      await leaveLane(ctx, lease);
    }
  },
});

/** Until nothing is due; gives how long to wait at most before the next look, 0 to go on at once. */
async function drain(
  ctx: Ctx,
  lease: { integrationId: string; holder: string },
  clock: () => Date,
  isLate: () => boolean,
): Promise<number> {
  const lot = { integrationId: lease.integrationId };
  let answered = false;
  for (;;) {
    if (!(await holdLane(ctx, lease))) return BUSY_MS;
    const taken = await inTenant(ctx, async (tx) => {
      await stopMassCut(ctx, tx, { ...lot, at: clock() });
      return takeCommands(ctx, tx, { at: clock(), limit: BATCH, lot });
    });
    if (taken.length === 0) return 0;
    const end = await runLot(ctx, taken, clock);
    if (!end.reached) return end.retryAfterSeconds * 1_000;
    if (!answered) await recall(ctx, lease.integrationId);
    answered = true;
    if (isLate()) return 0;
  }
}

/** It answers again: what waited for an hour because it did not is due now. */
const recall = (ctx: Ctx, integrationId: string) =>
  inTenant(ctx, (tx) =>
    tx.execute(sql`update enforcement_commands set next_attempt_at = null
      where tenant_id = ${ctx.tenantId} and integration_id = ${integrationId} and status in ('pending', 'applied')
        and next_attempt_at is not null and last_error in ('router_unreachable', 'router_login_refused', 'vendor_unavailable')`),
  );

/** Something open is looked at again when it is due, or when somebody may answer again, whichever comes first. */
const wake = (ctx: Ctx, integrationId: string, at: Date, waitMs: number) =>
  inTenant(ctx, async (tx) => {
    const due = await nextDueAt(ctx, tx, at, { integrationId });
    if (!due) return;
    const knock = at.getTime() + Math.max(waitMs, 1_000);
    const next = waitMs > 0 ? knock : Math.max(due.getTime(), knock);
    wakeLane(ctx, integrationId, new Date(next));
  });
