import { and, eq, inArray } from "drizzle-orm";
import { panicHeld } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { enqueueAgain } from "@/server/jobs/enqueue";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { activePanics } from "./active-panics";
import { lockHeld } from "./hold-command";
import type { ResolveHeldInput } from "./schema";

/**
 * Lets held commands go: each job is asked for again, in the transaction that marks it released.
 * Throws `Conflict` while the switch that holds one is on, `NotFound` when one is not held here.
 */
export async function releaseHeld(ctx: Ctx, input: ResolveHeldInput): Promise<void> {
  authorize(ctx, "panic.manage");
  const ids = [...new Set(input.ids)];
  const on = new Set((await activePanics(ctx.tenantId)).map((one) => one.id));
  await inTenant(ctx, async (tx) => {
    const rows = await lockHeld(tx, ctx.tenantId, ids);
    if (rows.length !== ids.length) throw new NotFound("panicHeld");
    if (rows.some((row) => on.has(row.switchId))) throw new Conflict("panic_still_on");
    const mark = {
      status: "released",
      resolvedAt: ctx.now,
      resolvedBy: actorId(ctx.actor),
    } as const;
    const these = and(eq(panicHeld.tenantId, ctx.tenantId), inArray(panicHeld.id, ids));
    await tx.update(panicHeld).set(mark).where(these);
    for (const { id, jobName, payload, dedupeKey } of rows) {
      // By name: the payload was parsed with the job's schema when it was held.
      enqueueAgain(ctx, { name: jobName, payload, options: { key: dedupeKey } });
      record(ctx, "panic.commandReleased", {
        entity: { type: "panicHeld", id },
        payload: { jobName },
      });
    }
  });
}
