import { and, asc, desc, eq, gt, gte, like, lt, not, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/audit";
import { hiddenPrefixes } from "@/server/events/event-permission";
import { readHeadSeq } from "@/server/events/read-events";
import type { Ctx } from "@/server/tenancy/context";
import type { EventPage, TimelineInput } from "../schema";
import { auditColumns, toEventDto } from "./event-dto";

/** Seqs that one page of a filter without an index may look through; more indexes would slow every append. */
const WINDOW = 100_000;

/** What a list adds to the timeline's own filters. */
type Narrowing = {
  where?: readonly (SQL | undefined)[];
  /** An index finds the rows in the order of the list: no window is needed. */
  indexed?: boolean;
  /** For tests. */
  window?: number;
};

/**
 * One page of facts that the actor may see, newest first; with `after` the facts that follow it, oldest first.
 * Where no index serves the filter, a page looks through `WINDOW` seqs and may be short or empty: as long as `nextBefore`
 * is not null, there are older facts to look through.
 */
export async function findEvents(
  ctx: Ctx,
  tx: Tx,
  input: TimelineInput,
  { where = [], indexed = false, window = WINDOW }: Narrowing = {},
): Promise<EventPage> {
  const { entityType, entityId, before, after, limit } = input;
  const served = indexed || (entityType && entityId) || after !== undefined;
  const floor = served ? 1 : await floorOf(ctx, tx, before, window);
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
        floor > 1 ? gte(events.seq, floor) : undefined,
        ...hiddenPrefixes(ctx).map((prefix) => not(like(events.name, `${prefix}.%`))),
        ...where,
      ),
    )
    .orderBy(after === undefined ? desc(events.seq) : asc(events.seq))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(toEventDto);
  if (after !== undefined) return { items, nextBefore: null };
  const last = rows.length > limit ? items.at(-1)?.seq : undefined;
  return { items, nextBefore: last ?? (floor > 1 ? floor : null) };
}

/** The oldest seq of the window that ends before `before`, or at the chain's head. */
async function floorOf(ctx: Ctx, tx: Tx, before: number | undefined, window: number) {
  const end = (await readHeadSeq(tx, ctx.tenantId)) + 1;
  return Math.max(1, Math.min(before ?? end, end) - window);
}
