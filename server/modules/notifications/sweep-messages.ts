import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { inTenant } from "@/server/tenancy/in-tenant";
import { askToSend } from "./internal/insert-messages";

/** A message whose time has come for so long has lost its job (an import, a restored backup, a dead letter). */
const LOST_MINUTES = 30;
const TURN = 1000;
/** What vendors told us holds personal data: kept as long as somebody may ask why. */
const KEPT_DAYS = 30;

/** Asks again for messages that wait without a job, so that what was held is never lost, and forgets old notices. */
export const sweepMessages = defineJob({
  name: "notifications.sweep",
  schema: z.looseObject({}),
  handle: (ctx) =>
    inTenant(ctx, async (tx) => {
      const { rows } = await tx.execute<{ id: string }>(sql`
        select id from messages
        where tenant_id = ${ctx.tenantId} and status in ('queued', 'held', 'sending')
          and coalesce(send_at, started_at, created_at) < ${ctx.now.toISOString()}::timestamptz - make_interval(mins => ${LOST_MINUTES})
        order by created_at limit ${TURN}`);
      for (const { id } of rows) askToSend(ctx, id);
      await tx.execute(sql`
        delete from inbound_webhooks
        where tenant_id = ${ctx.tenantId} and status <> 'waiting' and received_at < ${ctx.now.toISOString()}::timestamptz - make_interval(days => ${KEPT_DAYS})`);
    }),
});
