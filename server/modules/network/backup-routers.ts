import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { log } from "@/server/log";
import { inTenant } from "@/server/tenancy/in-tenant";
import { takeBackup } from "./take-backup";

/** Keeps each router's configuration of the day, one router after another; one that is away is left to tomorrow. */
export const backupRouters = defineJob({
  name: "network.backup",
  schema: z.object({}).loose(),
  timeoutMs: 600_000,
  handle: async (ctx, _payload, delivery) => {
    const { rows } = await inTenant(ctx, (tx) =>
      tx.execute<{ id: string }>(sql`select r.id from routers r
        join integrations i on i.tenant_id = r.tenant_id and i.id = r.integration_id
        where r.tenant_id = ${ctx.tenantId} and i.enabled and r.state in ('ready', 'attention') order by r.id`),
    );
    for (const { id } of rows) {
      if (delivery.signal.aborted) return;
      await takeBackup(ctx, { routerId: id }).catch((error: unknown) => {
        log.warn({ err: error, routerId: id }, "router not backed up");
      });
    }
  },
});
