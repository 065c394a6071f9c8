import { and, asc, eq, gt, lte } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { eventHeads, events } from "@/db/schema/audit";
import type { EventRow } from "./stated-event";

/** Columns that readers of pages get. */
export const eventColumns = {
  id: events.id,
  seq: events.seq,
  name: events.name,
  entityType: events.entityType,
  entityId: events.entityId,
  occurredAt: events.occurredAt,
  body: events.body,
};

/** The next facts of a tenant after `seq`, in order, at most `limit`. */
export function readEventsAfter(
  tx: Tx,
  tenantId: string,
  seq: number,
  limit: number,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<EventRow[]> {
  return tx
    .select(eventColumns)
    .from(events)
    .where(and(eq(events.tenantId, tenantId), gt(events.seq, seq), lte(events.seq, upTo)))
    .orderBy(asc(events.seq))
    .limit(limit);
}

/** The last seq of a tenant's chain; 0 before the first fact. */
export async function readHeadSeq(tx: Tx, tenantId: string): Promise<number> {
  const [head] = await tx
    .select({ seq: eventHeads.seq })
    .from(eventHeads)
    .where(eq(eventHeads.tenantId, tenantId));
  return head?.seq ?? 0;
}
