import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { isNearDeadline } from "@/server/jobs/requeue-rest";
import { ENFORCE_LANE } from "./internal/ask-enforcement";
import { callAgain, drainLane } from "./internal/enforce/drain-lane";
import { holdLane, LANES_AT_ONCE, takeLanesBeside } from "./internal/enforce/lanes";

/**
 * Drains one integration's commands, reconnections before cuts, over its one session, and beside it lanes of the same
 * tenant that nobody has taken up. One that is away holds up no other: its commands stay open, and all of them are due
 * again as soon as it answers. Near its deadline it hands on.
 */
export const enforceLane = defineJob({
  name: ENFORCE_LANE,
  schema: z.object({ integrationId: z.uuid() }),
  timeoutMs: 300_000,
  handle: async (ctx, { integrationId }, delivery) => {
    const startedMs = Date.now();
    const clock = () => new Date(ctx.now.getTime() + Date.now() - startedMs);
    const holder = delivery.jobId;
    const own = await holdLane(ctx, { integrationId, holder });
    if (!own) await callAgain(ctx, integrationId, clock());
    const limit = LANES_AT_ONCE - 1;
    const beside = await takeLanesBeside(ctx, { holder, at: clock(), limit });
    const ends = await Promise.allSettled(
      [...(own ? [integrationId] : []), ...beside].map((id) =>
        drainLane(ctx, { integrationId: id, holder }, clock, () => isNearDeadline(delivery)),
      ),
    );
    const failed = ends.find((end) => end.status === "rejected");
    if (failed) throw failed.reason;
  },
});
