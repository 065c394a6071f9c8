import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import type { Leg } from "./rules/documents/legs";

/** One fact of the books; `sourceType`, `sourceId` and `kind` together are posted once. */
export type Entry = {
  /** Day in the tenant's zone. */
  onDay: string;
  kind: string;
  sourceType: string;
  sourceId: string;
  /** The entry that this one takes back. */
  reversesId?: string;
  memo?: string;
  legs: readonly Leg[];
};

/**
 * Posts entries in the open transaction: heads and all legs in one statement, which the database refuses unless each
 * entry balances (`app.check_ledger`, which keeps the customers' balances too). What was posted before is left as it is.
 * Returns the ids of the entries that are new.
 */
export async function postEntries(ctx: Ctx, tx: Tx, entries: readonly Entry[]): Promise<string[]> {
  if (entries.length === 0) return [];
  const heads = entries.map((entry) => ({
    ...entry,
    id: newId(ctx.now.getTime()),
    legs: undefined,
  }));
  const legs = entries.flatMap((entry, place) =>
    entry.legs.map((leg) => ({ ...leg, entryId: heads[place]?.id })),
  );
  const { rows } = await tx.execute<{ id: string }>(sql`
    with made as (
      insert into ledger_entries (id, tenant_id, on_day, kind, source_type, source_id, reverses_id, memo, created_at)
      select e.id, ${ctx.tenantId}::uuid, e."onDay", e.kind, e."sourceType", e."sourceId", e."reversesId",
        coalesce(e.memo, ''), ${ctx.now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as e (id uuid, "onDay" date, kind text,
        "sourceType" text, "sourceId" uuid, "reversesId" uuid, memo text)
      on conflict (tenant_id, source_type, source_id, kind) do nothing
      returning id),
    written as (
      insert into ledger_legs (tenant_id, entry_id, account, customer_id, currency, amount_minor, base_minor,
        business_unit_id, branch_id)
      select ${ctx.tenantId}::uuid, made.id, l.account, l."customerId", l.currency, l."amountMinor", l."baseMinor",
        l."businessUnitId", l."branchId"
      from jsonb_to_recordset(${JSON.stringify(legs)}::jsonb) as l ("entryId" uuid, account text, "customerId" uuid,
        currency text, "amountMinor" bigint, "baseMinor" bigint, "businessUnitId" uuid, "branchId" uuid)
      join made on made.id = l."entryId")
    select id from made`);
  return rows.map((row) => row.id);
}
