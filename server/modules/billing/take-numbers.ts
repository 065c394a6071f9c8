import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

export type NumberedKind = "invoice" | "creditNote" | "receipt";

/** A run of numbers just taken: `count` of them from `first` on. */
export type TakenNumbers = {
  seriesId: string;
  prefix: string;
  padding: number;
  first: number;
  /** No fiscal value until e-invoicing gives the tenant a series of the authority's. */
  fiscal: boolean;
};

/** Prefixes of the series that a tenant gets by itself; `NV` stands for *no fiscal value*. */
const OWN_PREFIX: Readonly<Record<NumberedKind, string>> = {
  invoice: "NV01-",
  creditNote: "NC01-",
  receipt: "RC01-",
};

/** A number as documents show it: `NV01-00000042`. */
export const fullNumberOf = (
  { prefix, padding }: Pick<TakenNumbers, "prefix" | "padding">,
  number: number,
): string => prefix + String(number).padStart(padding, "0");

/**
 * Takes `count` numbers (at least one) of the unit's own series, else of the tenant's default one, which is made when
 * there is none. The row stays locked until the end of the transaction: no gap after a rollback, no number twice.
 * Order of locks in the house: a series before customers, customers before documents.
 */
export async function takeNumbers(
  ctx: Ctx,
  tx: Tx,
  { kind, businessUnitId = null }: { kind: NumberedKind; businessUnitId?: string | null },
  count = 1,
): Promise<TakenNumbers> {
  const taken = await take(ctx, tx, kind, businessUnitId, count);
  if (taken) return taken;
  await tx.execute(sql`
    insert into document_series (tenant_id, kind, prefix, is_default)
    values (${ctx.tenantId}, ${kind}, ${OWN_PREFIX[kind]}, true)
    on conflict (tenant_id, kind, prefix) do update set is_default = true, archived_at = null`);
  const made = await take(ctx, tx, kind, businessUnitId, count);
  if (!made) throw new Error(`no series for ${kind}`);
  return made;
}

async function take(
  ctx: Ctx,
  tx: Tx,
  kind: NumberedKind,
  businessUnitId: string | null,
  count: number,
): Promise<TakenNumbers | undefined> {
  const { rows } = await tx.execute<TakenNumbers>(sql`
    update document_series set next_number = next_number + ${count}
    where tenant_id = ${ctx.tenantId} and id = (
      select id from document_series
      where tenant_id = ${ctx.tenantId} and kind = ${kind} and archived_at is null
        and (business_unit_id = ${businessUnitId}::uuid or (is_default and business_unit_id is null))
      order by (business_unit_id is not null) desc, is_default desc, id limit 1)
    returning id as "seriesId", prefix, padding, fiscal, (next_number - ${count})::float8 as first`);
  return rows[0];
}
