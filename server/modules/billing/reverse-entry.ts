import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { type Entry, postEntries } from "./post-entry";
import type { Leg } from "./rules/documents/legs";

/** Which entry is taken back, as what, on which day. */
export type Reversal = Pick<Entry, "kind" | "sourceType" | "sourceId" | "onDay" | "memo"> & {
  /** Kind of the new entry: `void`, `bounce`… */
  asKind: string;
};

/**
 * Takes an entry back by one with the same legs negated; taken back once, however often it is asked. Throws when there
 * is no such entry (a bug: what is taken back was posted).
 */
export const reverseEntry = (
  ctx: Ctx,
  tx: Tx,
  { sourceId, ...given }: Reversal,
): Promise<string[]> => reverseEntries(ctx, tx, { ...given, sourceIds: [sourceId] });

/** `reverseEntry` of many at once: one look, one posting. Throws when one of them has no such entry. */
export async function reverseEntries(
  ctx: Ctx,
  tx: Tx,
  given: Omit<Reversal, "sourceId"> & { sourceIds: readonly string[] },
): Promise<string[]> {
  const { kind, sourceType, sourceIds, asKind, onDay, memo = "" } = given;
  const { rows } = await tx.execute<Leg & { entryId: string; sourceId: string }>(sql`
    select l.entry_id as "entryId", e.source_id as "sourceId", l.account, l.customer_id as "customerId", l.currency,
      (-l.amount_minor)::float8 as "amountMinor", (-l.base_minor)::float8 as "baseMinor",
      l.business_unit_id as "businessUnitId", l.branch_id as "branchId"
    from ledger_entries e join ledger_legs l on l.tenant_id = e.tenant_id and l.entry_id = e.id
    where e.tenant_id = ${ctx.tenantId} and e.source_type = ${sourceType}
      and e.source_id = any(${sql.param([...sourceIds])}::uuid[]) and e.kind = ${kind}`);
  const bySource = Map.groupBy(rows, ({ sourceId }) => sourceId);
  const entries = sourceIds.map((sourceId): Entry => {
    const found = bySource.get(sourceId) ?? [];
    const [first] = found;
    if (!first) throw new Error(`no entry ${kind} of ${sourceType} ${sourceId} to take back`);
    const legs = found.map(({ entryId: _entryId, sourceId: _sourceId, ...leg }) => leg);
    const head = { onDay, kind: asKind, sourceType, sourceId, reversesId: first.entryId, memo };
    return { ...head, legs };
  });
  return postEntries(ctx, tx, entries);
}
