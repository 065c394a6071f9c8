import { z } from "zod";
import { log } from "@/server/log";
import { defineJob } from "./define-job";
import { once } from "./once";

/** What the fan-out gives to every schedule's job. */
export const tickSchema = z.object({
  schedule: z.string(),
  period: z.string(),
  at: z.iso.datetime(),
});

/**
 * The monitoring module (issue 4) replaces it. It states no fact: 288 a day would stand in each tenant's chain for
 * good and go to every webhook. Its traces are `schedule_runs`, the job's metric and this line.
 */
export const monitoringPoll = defineJob({
  name: "monitoring.poll",
  schema: tickSchema,
  handle: async (ctx, { schedule, period }, delivery) => {
    await once(ctx, delivery, async () => {
      log.debug({ schedule, period, tenantId: ctx.tenantId }, "schedule came round");
    });
  },
});
