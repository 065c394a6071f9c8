import { and, asc, desc, eq, gt, lt, not, like, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/audit";
import { hiddenPrefixes } from "@/server/events/event-permission";
import type { Ctx } from "@/server/tenancy/context";
import type { EventPage, TimelineInput } from "../schema";
import { auditColumns, toEventDto } from "./event-dto";

/**
 * One page of facts that the actor may see, newest first; with `after` the facts that follow it, oldest first.
 * `more` narrows further.
 */
export async function findEvents(
  ctx: Ctx,
  tx: Tx,
  input: TimelineInput,
  more: readonly (SQL | undefined)[] = [],
): Promise<EventPage> {
  const { entityType, entityId, before, after, limit } = input;
  const rows = await tx
    .select(auditColumns)
    .from(events)
    .where(
      and(
        eq(events.tenantId, ctx.tenantId),
        entityType ? eq(events.entityType, entityType) : undefined,
        entityId ? eq(events.entityId, entityId) : undefined,
        before === undefined ? undefined : lt(events.seq, before),
        after === undefined ? undefined : gt(events.seq, after),
        ...hiddenPrefixes(ctx).map((prefix) => not(like(events.name, `${prefix}.%`))),
        ...more,
      ),
    )
    .orderBy(after === undefined ? desc(events.seq) : asc(events.seq))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(toEventDto);
  const older = after === undefined && rows.length > limit;
  return { items, nextBefore: older ? (items.at(-1)?.seq ?? null) : null };
}
