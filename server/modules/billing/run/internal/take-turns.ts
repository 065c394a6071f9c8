import type { z } from "zod";
import type { JobDefinition, JobDelivery } from "@/server/jobs/define-job";
import { isNearDeadline, requeueRest } from "@/server/jobs/requeue-rest";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** How long one run keeps a worker before others have their turn, in milliseconds. */
const TURN_MS = 5_000;

/** Works chunks off until none is left (true) or the turn is over: then the rest is a job of its own (false). */
export async function takeTurns<S extends z.ZodType>(
  ctx: Ctx,
  delivery: JobDelivery,
  job: JobDefinition<S>,
  payload: z.input<S>,
  chunk: (ctx: Ctx) => Promise<boolean>,
): Promise<boolean> {
  const until = Date.now() + TURN_MS;
  while (await chunk({ ...ctx, now: new Date() }))
    if (Date.now() >= until || isNearDeadline(delivery)) {
      await inTenant(ctx, async () => requeueRest(ctx, job, payload));
      return false;
    }
  return true;
}
