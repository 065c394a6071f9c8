import { z } from "zod";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { asScheduler } from "./as-scheduler";
import { claimPeriods, zonesInUse } from "./claim-periods";
import { defineJob } from "./define-job";
import { duePeriod } from "./due-period";
import { enqueueAgain } from "./enqueue";
import { isNearDeadline, requeueRest } from "./requeue-rest";
import { type Schedule, schedules } from "./schedules";

/** Tenants claimed in one transaction. */
const CHUNK = 1_000;

/**
 * A tick of a schedule: asks for its job for every tenant that is due and has not had it in this period. The claim
 * and the job are one transaction, so a tick that runs twice, late or half way asks for each job once.
 */
export const scheduleFanOut = defineJob({
  name: "schedule.fanOut",
  schema: z.object({ schedule: z.string(), at: z.iso.datetime().optional() }),
  async handle(ctx, { schedule: name, at }, delivery) {
    const schedule = schedules[name];
    if (!schedule) return log.warn({ schedule: name }, "tick of a schedule that is no more");
    const instant = at === undefined ? ctx.now : new Date(at);
    while ((await fanOut(ctx, name, schedule, instant)) === CHUNK) {
      if (!isNearDeadline(delivery)) continue;
      const rest = { schedule: name, at: instant.toISOString() };
      await inTenant(ctx, async () => requeueRest(ctx, scheduleFanOut, rest));
      return;
    }
  },
});

async function fanOut(ctx: Ctx, name: string, schedule: Schedule, at: Date): Promise<number> {
  return asScheduler(ctx, async (tx) => {
    const zones = await zonesInUse(tx, schedule.each);
    const due = zones.flatMap((zone) => dueIn(zone, schedule, at));
    const claimed = await claimPeriods(tx, name, schedule.each, due, CHUNK);
    for (const { tenantId, period } of claimed)
      enqueueAgain(
        { ...ctx, tenantId },
        { name: schedule.job, payload: { schedule: name, period, at: at.toISOString() } },
      );
    return claimed.length;
  });
}

/** A zone that is none must not stop the others. */
function dueIn(zone: string, schedule: Schedule, at: Date): { zone: string; period: string }[] {
  try {
    const period = duePeriod(schedule, at, zone);
    return period === undefined ? [] : [{ zone, period }];
  } catch (error) {
    log.error({ err: error, zone }, "tenants in a time zone that is none get no schedules");
    return [];
  }
}
