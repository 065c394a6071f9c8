import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { Found } from "./find-customers";

/** Plans by code or by whole name; `null` when two plans have the name. */
export async function findPlans(ctx: Ctx, tx: Tx, texts: readonly string[]): Promise<Found> {
  const keys = [...new Set(texts)];
  if (keys.length === 0) return new Map();
  const { rows } = await tx.execute<{ text: string; id: string | null }>(sql`
    with hits as (
      select k.text, i.id, (i.code <> upper(k.text))::int as rank
      from unnest(${sql.param(keys)}::text[]) as k (text)
      join catalog_items i on i.tenant_id = ${ctx.tenantId} and i.archived_at is null
        and i.kind in ('subscription', 'bundle') and (i.code = upper(k.text) or lower(i.name) = lower(k.text))
    ), best as (select *, min(rank) over (partition by text) as first from hits)
    select text, case when count(distinct id) = 1 then min(id::text) end as id
    from best where rank = first group by text`);
  return new Map(rows.map(({ text, id }) => [text, id]));
}
