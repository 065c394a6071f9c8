import { sql } from "drizzle-orm";
import { eventConsumers } from "@/server/events/event-consumers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** Puts every reader of the chain at its end: the demo's past is known, nobody is told of it today. */
export async function skipPastFacts(own: Ctx): Promise<void> {
  const names = (await eventConsumers()).map(({ name }) => name);
  await inTenant(own, (tx) =>
    tx.execute(sql`
      insert into event_cursors (tenant_id, consumer, seq)
      select ${own.tenantId}::uuid, consumer, (select seq from event_heads where tenant_id = ${own.tenantId})
      from unnest(${sql.param(names)}::text[]) as c (consumer)
      on conflict (tenant_id, consumer) do update set seq = excluded.seq`),
  );
}
