import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

/** Who a text means: an id, `null` when several could be meant. Absent: nobody. */
export type Found = Map<string, string | null>;

/** One way to name a customer: what of a text it takes (empty: nothing), and the column it looks in. */
type Way = { rank: number; column: string; type: string; key: (text: string) => string };

/** The surer first: our number, the tax id, the e-mail or phone, the whole name. */
const WAYS: readonly Way[] = [
  { rank: 1, column: "number", type: "int", key: (text) => /^#?(\d{1,9})$/.exec(text)?.[1] ?? "" },
  {
    rank: 2,
    column: "tax_id",
    type: "text",
    key: (text) => (/\d/.test(text) ? text.toUpperCase().replaceAll(/[^\p{L}\d]/gu, "") : ""),
  },
  {
    rank: 3,
    column: "email",
    type: "text",
    key: (text) => (text.includes("@") ? text.toLowerCase() : ""),
  },
  {
    rank: 3,
    column: "phone",
    type: "text",
    key: (text) => (/^\+[\d\s()-]{6,}$/.test(text) ? text.replaceAll(/[\s()-]/g, "") : ""),
  },
  {
    rank: 4,
    column: "name",
    type: "text",
    key: (text) => (/\p{L}/u.test(text) && !text.includes("@") ? text : ""),
  },
];

/**
 * Customers by what an old system calls them. One set-based look a way for the whole file, and none where no text could be
 * meant so; a better kind of match wins over a worse one, two of the same kind are ambiguous.
 */
export async function findCustomers(ctx: Ctx, tx: Tx, texts: readonly string[]): Promise<Found> {
  const looks = WAYS.flatMap((way) => lookOf(ctx, way, [...new Set(texts)]));
  if (looks.length === 0) return new Map();
  const { rows } = await tx.execute<{ text: string; id: string | null }>(sql`
    with hits as (${sql.join(looks, sql` union all `)}),
    best as (select text, id, rank, min(rank) over (partition by text) as first from hits)
    select text, case when count(distinct id) = 1 then min(id::text) end as id
    from best where rank = first group by text`);
  return new Map(rows.map(({ text, id }) => [text, id]));
}

function lookOf(ctx: Ctx, { rank, column, type, key }: Way, texts: readonly string[]): SQL[] {
  const asked = texts.flatMap((text) => {
    const meant = key(text);
    return meant ? { text, meant } : [];
  });
  if (asked.length === 0) return [];
  const given = (values: string[]) => sql.param(values);
  return [
    sql`select k.text, c.id, ${sql.raw(String(rank))} as rank
      from unnest(${given(asked.map(({ text }) => text))}::text[], ${given(asked.map(({ meant }) => meant))}::${sql.raw(type)}[])
        as k (text, meant)
      join customers c on c.tenant_id = ${ctx.tenantId} and c.${sql.identifier(column)} = k.meant and c.archived_at is null`,
  ];
}
