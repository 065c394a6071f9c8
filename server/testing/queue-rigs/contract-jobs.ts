import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { defineJob } from "@/server/jobs/define-job";
import { once } from "@/server/jobs/once";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

const RETRY_MS = 300;

/** Takes effect once: a fact under the label. `failures`: so many tries throw first. */
export const effectJob = defineJob({
  name: "test.effect",
  schema: z.object({
    label: z.string(),
    failures: z.int().default(0),
    permanent: z.boolean().default(false),
  }),
  maxAttempts: 3,
  retryDelayMs: () => RETRY_MS,
  handle: async (ctx, { label, failures, permanent }, delivery) => {
    if (permanent) throw new Invalid("test_invalid");
    if (delivery.attempt <= failures) throw new Error(`try ${delivery.attempt} fails`);
    await once(ctx, delivery, async () => state(ctx, label));
  },
});

/** Holds its transaction open in the process that a test kills, and is quick elsewhere. */
export const slowJob = defineJob({
  name: "test.slow",
  schema: z.object({ label: z.string() }),
  retryDelayMs: () => RETRY_MS,
  handle: async (ctx, { label }, delivery) => {
    await once(ctx, delivery, async () => {
      state(ctx, label);
      if (process.env.TRAMA_TEST_VICTIM !== "1") return;
      process.stdout.write(`began ${label}\n`);
      await sleep(60_000);
    });
  },
});

export const contractJobs = [effectJob, slowJob];

/** How often the effect under the label happened, as its tenant sees it. */
export async function effects(ctx: Ctx, label: string): Promise<number> {
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute<{ n: number }>(
      sql`select count(*)::int as n from events where tenant_id = ${ctx.tenantId} and name = 'schedule.ticked' and entity_id = ${label}`,
    ),
  );
  return rows[0]?.n ?? 0;
}

function state(ctx: Ctx, label: string): void {
  record(ctx, "schedule.ticked", {
    entity: { type: "schedule", id: label },
    payload: { schedule: label, period: ctx.requestId },
  });
}
