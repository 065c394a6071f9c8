import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Sought, wordsOf } from "@/server/modules/work/list-query";
import type { Ctx } from "@/server/tenancy/context";

/** More than these are not worth naming one by one: the list's order finds the first page sooner. */
const FEW = 500;
/** The newest customers tell which words are common; one that more than two in a hundred have is. */
const SAMPLE = 200;
const COMMON = 4;
/** The longest words are looked at; the index looks for as many as the policy `search` knows. */
const [WEIGHED, LOOKED_FOR] = [8, 3];
/** Three letters or figures in a row are what the index knows a text by (pg_trgm). */
const KNOWN = /[a-z0-9]{3}/;

/**
 * Where the words of a search lead: all customers that can have them, when they are few. The search is the policy of the
 * role `trama_search` (decision 0107), which `app.search_customers` takes for one statement. It knows at most three words;
 * the list still asks for all of them. One round trip.
 */
export async function soughtCustomers(ctx: Ctx, tx: Tx, search: string): Promise<Sought> {
  const words = wordsOf(search);
  const longest = words.toSorted((a, b) => b.length - a.length).slice(0, WEIGHED);
  const known = longest.filter((word) => KNOWN.test(word));
  if (known.length === 0) return "unknown";
  const { rows } = await tx.execute<{ many: boolean; few: string[] | null }>(sql`
    with newest as materialized (
      select search_text as text from customers where tenant_id = ${ctx.tenantId}
      order by created_at desc, id desc limit ${SAMPLE}),
    weighed as materialized (select
      (select count(*) from newest where not exists (
        select 1 from unnest(${sql.param(longest)}::text[]) word where strpos(text, word) = 0)) > ${COMMON} as common,
      (select array_agg(word order by place) from unnest(${sql.param(known)}::text[]) with ordinality k (word, place)
        where (select count(*) from newest where strpos(text, word) > 0) <= ${COMMON}) as rare),
    asked as (select common, rare is not null as looked, case when not common and rare is not null
      then app.search_customers(rare[1:${LOOKED_FOR}], ${FEW}) end as few from weighed)
    select common or (looked and few is null) as many, few from asked`);
  const [told] = rows;
  if (told?.few) return { few: told.few };
  return told?.many ? "many" : "unknown";
}
