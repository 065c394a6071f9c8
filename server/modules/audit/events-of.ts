import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/audit";
import { hiddenPrefixes } from "@/server/events/event-permission";
import type { Ctx } from "@/server/tenancy/context";
import { auditColumns, toEventDto } from "./internal/event-dto";
import type { EventPage } from "./schema";

type Page = { before?: number | undefined; limit: number };

/**
 * One page of the facts of many entities, newest first, only those that the actor may see. `things` selects
 * `(type text, id text)`. Each entity gives its newest facts by the index of the chain, so that the price follows the
 * number of entities, never the length of the chain. In the caller's transaction.
 */
export async function eventsOf(ctx: Ctx, tx: Tx, things: SQL, page: Page): Promise<EventPage> {
  const hidden = hiddenPrefixes(ctx);
  const words = sql`not (split_part(o.name, '.', 1) = any(${sql.param(hidden)}::text[]))`;
  const older = page.before === undefined ? sql`true` : sql`o.seq < ${page.before}`;
  const { rows: found } = await tx.execute<{ id: string }>(sql`
    select f.id from (${things}) t (type, id) cross join lateral (
      select o.id, o.seq from events o
      where o.tenant_id = ${ctx.tenantId} and o.entity_type = t.type and o.entity_id = t.id and ${older} and ${words}
      order by o.seq desc limit ${page.limit + 1}) f
    order by f.seq desc limit ${page.limit + 1}`);
  const ids = found.slice(0, page.limit).map(({ id }) => id);
  if (ids.length === 0) return { items: [], nextBefore: null };
  const rows = await tx
    .select(auditColumns)
    .from(events)
    .where(
      sql`${events.tenantId} = ${ctx.tenantId} and ${events.id} = any(${sql.param(ids)}::uuid[])`,
    )
    .orderBy(sql`${events.seq} desc`);
  const items = rows.map(toEventDto);
  return { items, nextBefore: found.length > page.limit ? (items.at(-1)?.seq ?? null) : null };
}
