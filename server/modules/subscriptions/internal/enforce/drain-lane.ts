import { sql } from "drizzle-orm";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { inLaneRoom } from "../../enforcement/lane-room";
import { holdLane, type Lease, leaveLane, wakeLane } from "./lanes";
import { runLot } from "./run-lot";
import { stopMassCut } from "./stop-mass-cut";
import { nextDueAt, takeCommands } from "./take-commands";

/** Few enough that a reconnection waits for seconds behind a mass cut, many enough to share what is read. */
const BATCH = 40;
/** Asked again while somebody else has the lane: what came meanwhile may have missed them. */
const BUSY_MS = 3_000;

/**
 * Drains a lane that is this worker's until nothing is due, the router is away or it is late; then leaves it, with
 * somebody called for what is left.
 */
export async function drainLane(
  ctx: Ctx,
  lease: Lease,
  clock: () => Date,
  isLate: () => boolean,
): Promise<void> {
  let waitMs = 0;
  try {
    waitMs = await drain(ctx, lease, clock, isLate);
    await callNext(ctx, lease.integrationId, clock(), waitMs);
  } finally {
    await inLaneRoom(() => leaveLane(ctx, lease, waitMs));
  }
}

/** Somebody else has it: looked at again soon. */
export const callAgain = (ctx: Ctx, integrationId: string, at: Date): Promise<void> =>
  callNext(ctx, integrationId, at, BUSY_MS);

/** Until nothing is due; gives how long to wait at most before the next look, 0 to go on at once. */
async function drain(
  ctx: Ctx,
  lease: Lease,
  clock: () => Date,
  isLate: () => boolean,
): Promise<number> {
  let answered = false;
  for (;;) {
    const taken = await take(ctx, lease, clock());
    if (!taken) return BUSY_MS;
    if (taken.length === 0) return 0;
    const end = await runLot(ctx, taken, clock);
    if (!end.reached) return end.retryAfterSeconds * 1_000;
    if (!answered) await recall(ctx, lease.integrationId);
    answered = true;
    if (isLate()) return 0;
  }
}

/** The next commands, with the lane taken on; undefined: it is another's by now. */
const take = (ctx: Ctx, lease: Lease, at: Date) =>
  inLaneRoom(() =>
    inTenant(ctx, async (tx) => {
      if (!(await holdLane(ctx, lease))) return undefined;
      const lot = { integrationId: lease.integrationId };
      await stopMassCut(ctx, tx, { ...lot, at });
      return takeCommands(ctx, tx, { at, limit: BATCH, lot });
    }),
  );

/** It answers again: what waited for an hour because it did not is due now. */
const recall = (ctx: Ctx, integrationId: string) =>
  inLaneRoom(() =>
    inTenant(ctx, (tx) =>
      tx.execute(sql`update enforcement_commands set next_attempt_at = null
      where tenant_id = ${ctx.tenantId} and integration_id = ${integrationId} and status in ('pending', 'applied')
        and next_attempt_at is not null and last_error in ('router_unreachable', 'router_login_refused', 'vendor_unavailable')`),
    ),
  );

/** Something open is looked at again when it is due, or when somebody may answer again, whichever comes first. */
const callNext = (ctx: Ctx, integrationId: string, at: Date, waitMs: number): Promise<void> =>
  inLaneRoom(() =>
    inTenant(ctx, async (tx) => {
      const due = await nextDueAt(ctx, tx, at, { integrationId });
      if (!due) return;
      const knock = at.getTime() + Math.max(waitMs, 1_000);
      const next = waitMs > 0 ? knock : Math.max(due.getTime(), knock);
      wakeLane(ctx, integrationId, new Date(next));
    }),
  );
