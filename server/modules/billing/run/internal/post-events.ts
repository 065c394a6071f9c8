import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { askForDelivery } from "@/server/events/ask-for-delivery";
import type { Ctx } from "@/server/tenancy/context";
import { openScope } from "@/server/tenancy/scope";
import { createdBody } from "./created-body";

/**
 * States `invoice.created` of each of the chunk's documents in the tenant's chain: bodies and hashes are made in the
 * database, one statement for all. Last of the chunk's writes, since it locks the chain's head.
 */
export async function postEvents(ctx: Ctx, tx: Tx, ids: string): Promise<void> {
  const at = ctx.now.toISOString();
  const { rows } = await tx.execute<{ due: boolean }>(sql`
    select app.append_events(array_agg(b.event_id), array_agg('invoice.created'::text), array_agg('invoice'::text), array_agg(b.id::text),
      array_agg(${at}::timestamptz), string_agg(b.body, E'\n')) as due
    from (
      select i.event_id, i.id, ${createdBody(ctx)} as body
      from (select uuidv7() as event_id, v.* from invoices v
        where v.tenant_id = ${ctx.tenantId} and v.id = any(${ids}::uuid[])
        order by v.series_id, v.number) i) b`);
  if (rows[0]?.due === true) askForDelivery(openScope(), ctx);
}
