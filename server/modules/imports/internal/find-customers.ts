import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { foldText } from "@/server/kernel/fold-text";
import type { Ctx } from "@/server/tenancy/context";

/** Who a text means: an id, `null` when several could be meant. Absent: nobody. */
export type Found = Map<string, string | null>;

/**
 * Customers by what an old system calls them: our number, tax id, e-mail, phone, or the whole name. Four set-based
 * looks for the whole file; a better kind of match wins over a worse one, two of the same kind are ambiguous.
 */
export async function findCustomers(ctx: Ctx, tx: Tx, texts: readonly string[]): Promise<Found> {
  const keys = [...new Set(texts)].map((text) => ({
    text,
    number: /^#?\d{1,9}$/.test(text) ? Number(text.replace("#", "")) : null,
    tax: text.toUpperCase().replaceAll(/[^\p{L}\d]/gu, ""),
    email: text.toLowerCase(),
    phone: text.replaceAll(/[\s()-]/g, ""),
    name: foldText(text),
  }));
  if (keys.length === 0) return new Map();
  const { rows } = await tx.execute<{ text: string; id: string | null }>(sql`
    with k as (
      select * from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb)
        as k (text text, number int, tax text, email text, phone text, name text)
    ), hits as (
      select k.text, c.id, 1 as rank from k join customers c
        on c.tenant_id = ${ctx.tenantId} and c.number = k.number and c.archived_at is null
      union all
      select k.text, c.id, 2 from k join customers c
        on c.tenant_id = ${ctx.tenantId} and c.tax_id = k.tax and c.tax_id <> '' and c.archived_at is null
      union all
      select k.text, c.id, 3 from k join customers c
        on c.tenant_id = ${ctx.tenantId} and c.email = k.email and c.archived_at is null
      union all
      select k.text, c.id, 3 from k join customers c
        on c.tenant_id = ${ctx.tenantId} and c.phone = k.phone and c.archived_at is null
      union all
      select k.text, c.id, 4 from k join customers c
        on c.tenant_id = ${ctx.tenantId} and c.name = k.text and c.archived_at is null
    ), best as (
      select text, id, rank, min(rank) over (partition by text) as first from hits
    )
    select text, case when count(distinct id) = 1 then min(id::text) end as id
    from best where rank = first group by text`);
  return new Map(rows.map(({ text, id }) => [text, id]));
}
