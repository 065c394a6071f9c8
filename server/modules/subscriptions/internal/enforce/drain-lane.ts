import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { inLaneRoom } from "../../enforcement/lane-room";
import { holdLane, type Lease, leaveLane, wakeLane } from "./lanes";
import { runLot } from "./run-lot";
import { stopMassCut } from "./stop-mass-cut";
import { nextDueAt, takeCommands } from "./take-commands";

/** Many enough to share what is read and written; a lot that lasts too long ends by the clock (`run-lot.ts`). */
const BATCH = 200;
/** Asked again while somebody else has the lane: they see what comes meanwhile, unless they die. */
const BUSY_MS = 10_000;

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
  try {
    await drain(ctx, lease, clock, isLate);
  } catch (error) {
    await inLaneRoom(() => leaveLane(ctx, lease, 0));
    throw error;
  }
}

/** Somebody else has it: looked at again soon. */
export const callAgain = (ctx: Ctx, integrationId: string, at: Date): Promise<void> =>
  inLaneRoom(() => inTenant(ctx, (tx) => callNext(ctx, tx, { integrationId, at }, BUSY_MS)));

async function drain(
  ctx: Ctx,
  lease: Lease,
  clock: () => Date,
  isLate: () => boolean,
): Promise<void> {
  let answered = false;
  for (;;) {
    const taken = await take(ctx, lease, clock());
    if (!taken) return leave(ctx, lease, clock(), BUSY_MS);
    if (taken.length === 0) return leave(ctx, lease, clock(), 0);
    const end = await runLot(ctx, taken, clock);
    if (!end.reached) return leave(ctx, lease, clock(), end.retryAfterSeconds * 1_000);
    if (await lookOn(ctx, lease, clock(), { recalls: !answered, isLate: isLate() })) return;
    answered = true;
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

/**
 * After a lot: what waited because nobody answered is due now; the lane is left when nothing is due any more, or it is
 * late. The lane's row is locked first: whoever asks for more has been seen, or finds the lane free. Gives whether it was left.
 */
const lookOn = (
  ctx: Ctx,
  lease: Lease,
  at: Date,
  { recalls, isLate }: { recalls: boolean; isLate: boolean },
): Promise<boolean> =>
  inLaneRoom(() =>
    inTenant(ctx, async (tx) => {
      const { integrationId } = lease;
      if (!(await holdLane(ctx, lease))) {
        await callNext(ctx, tx, { integrationId, at }, BUSY_MS);
        return true;
      }
      if (recalls) await recall(ctx, tx, integrationId);
      const due = await nextDueAt(ctx, tx, at, { integrationId });
      if (due && due <= at && !isLate) return false;
      await leaveLane(ctx, lease, 0);
      if (due) wakeLane(ctx, integrationId, wakeAt(due, at, 0));
      return true;
    }),
  );

/** For so long nobody but its own job takes it up again. Left first, looked at after: what comes then finds it free. */
const leave = (ctx: Ctx, lease: Lease, at: Date, waitMs: number): Promise<void> =>
  inLaneRoom(() =>
    inTenant(ctx, async (tx) => {
      await leaveLane(ctx, lease, waitMs);
      await callNext(ctx, tx, { integrationId: lease.integrationId, at }, waitMs);
    }),
  );

/** It answers again: what waited for an hour because it did not is due now. */
const recall = (ctx: Ctx, tx: Tx, integrationId: string) =>
  tx.execute(sql`update enforcement_commands set next_attempt_at = null
    where tenant_id = ${ctx.tenantId} and integration_id = ${integrationId} and status in ('pending', 'applied')
      and next_attempt_at is not null and last_error in ('router_unreachable', 'router_login_refused', 'vendor_unavailable')`);

/** Something open is looked at again when it is due, or when somebody may answer again, whichever comes first. */
async function callNext(
  ctx: Ctx,
  tx: Tx,
  { integrationId, at }: { integrationId: string; at: Date },
  waitMs: number,
): Promise<void> {
  const due = await nextDueAt(ctx, tx, at, { integrationId });
  if (due) wakeLane(ctx, integrationId, wakeAt(due, at, waitMs));
}

/** Never at once, so that a lane that can do nothing does not go round. */
function wakeAt(due: Date, at: Date, waitMs: number): Date {
  const knock = at.getTime() + Math.max(waitMs, 1_000);
  return new Date(waitMs > 0 ? knock : Math.max(due.getTime(), knock));
}
