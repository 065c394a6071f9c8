import { sql } from "drizzle-orm";
import { z } from "zod";
import { record } from "@/server/events/record";
import { defineJob } from "@/server/jobs/define-job";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ALARM_MINUTES } from "./rules/alarm";

const MOST = 500;

type Late = {
  id: string;
  serviceId: string;
  number: number;
  customerId: string;
  minutes: number;
  error: string | null;
};

/** "Paid but still cut": reconnections that were not proven in time, each told once. */
export const watchReconnections = defineJob({
  name: "network.watchReconnections",
  schema: z.object({}).loose(),
  handle: (ctx) =>
    inTenant(ctx, async (tx) => {
      const now = sql`${ctx.now.toISOString()}::timestamptz`;
      const { rows } = await tx.execute<Late>(sql`
        select c.id, c.service_id as "serviceId", s.number, s.customer_id as "customerId", c.last_error as error,
          round(extract(epoch from ${now} - c.requested_at) / 60)::int as minutes
        from enforcement_commands c join services s on s.tenant_id = c.tenant_id and s.id = c.service_id
        where c.tenant_id = ${ctx.tenantId} and c.status in ('pending', 'applied') and c.desired = 'on'
          and s.state = 'reconnectRequested' and c.requested_at <= ${now} - make_interval(mins => ${ALARM_MINUTES})
          and not exists (select 1 from events e where e.tenant_id = c.tenant_id and e.entity_id = s.id::text
            and e.name = 'service.paidButCut' and e.occurred_at >= c.requested_at)
        order by c.id limit ${MOST}`);
      for (const { id, serviceId, number, customerId, minutes, error } of rows)
        record(ctx, "service.paidButCut", {
          entity: { type: "service", id: serviceId },
          payload: { number, customerId, commandId: id, minutes, error },
        });
    }),
});
