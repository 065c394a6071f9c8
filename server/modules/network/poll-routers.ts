import { sql } from "drizzle-orm";
import { z } from "zod";
import { composition } from "@/server/composition";
import { defineJob } from "@/server/jobs/define-job";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { loadAccesses } from "./internal/load-accesses";
import { noteFailure, noteSeen } from "./internal/note-seen";
import { noteUsage } from "./internal/note-usage";
import { readLatency } from "./internal/read-latency";
import { readUsage } from "./internal/read-usage";
import { openRouter } from "./internal/router-row";

const AT_ONCE = 8;

/** Reads uptime, addresses and counters of each router's customers; one that is away is noted and holds up no other. */
export const pollRouters = defineJob({
  name: "network.poll",
  schema: z.object({}).loose(),
  timeoutMs: 240_000,
  handle: async (ctx) => {
    const ids = await routersOf(ctx);
    for (let at = 0; at < ids.length; at += AT_ONCE)
      await Promise.all(
        ids.slice(at, at + AT_ONCE).map((id) =>
          pollRouter(ctx, id).catch((error: unknown) => {
            log.warn({ err: error, routerId: id }, "router not polled");
          }),
        ),
      );
  },
});

const routersOf = (ctx: Ctx): Promise<string[]> =>
  inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      select r.id from routers r join integrations i on i.tenant_id = r.tenant_id and i.id = r.integration_id
      where r.tenant_id = ${ctx.tenantId} and i.enabled and r.state <> 'new' order by random()`);
    return rows.map(({ id }) => id);
  });

/** One router: two or three prints, whatever the number of its customers. */
export async function pollRouter(ctx: Ctx, routerId: string): Promise<void> {
  const { router, account } = await openRouter(ctx, routerId);
  const accesses = [...(await loadAccesses(ctx, routerId)).values()];
  try {
    const call = { operation: "poll", deadlineMs: 45_000, actionClass: "none" } as const;
    const { usage, latencyMs } = await composition().routers.use(
      ctx,
      account,
      call,
      async (line) => ({
        latencyMs: await readLatency(line),
        usage: await readUsage(line, accesses),
      }),
    );
    await noteUsage(ctx, usage);
    await noteSeen(ctx, router, latencyMs);
  } catch (error) {
    throw await noteFailure(ctx, routerId, error);
  }
}
