import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { scoreOf, sharedBlocks, sideOf } from "./internal/duplicate-blocks";
import {
  type DuplicateListDto,
  listDuplicatesInput,
  type ListDuplicatesInput,
} from "./rules/merge-schema";

/** Above it a block is no sign of one person: a call centre's phone, a tower block's e-mail. */
const LARGEST_BLOCK = 8;
/** Below it nothing is shown: a shared phone alone is a family, a shared name alone are strangers. */
const LEAST = 35;

/**
 * Pairs of customers that may be one: first into blocks by what they share (tax id, e-mail, phone, name and city), then
 * scored by all of it; the surest first. Nobody is compared with everybody, and a pair that was told apart is left out.
 */
export function listDuplicates(ctx: Ctx, given: ListDuplicatesInput): Promise<DuplicateListDto> {
  authorize(ctx, "customer.merge");
  const { limit } = listDuplicatesInput.parse(given);
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<DuplicateListDto["pairs"][number] & { total: number }>(sql`
      with shared as materialized (${sharedBlocks(ctx, LARGEST_BLOCK)}),
      pairs as (
        select a.id as a, b.id as b, array_agg(distinct s.sign) as signs
        from shared s, unnest(s.ids) a (id), unnest(s.ids) b (id) where a.id < b.id
          and not exists (select 1 from customer_distinctions d
            where d.tenant_id = ${ctx.tenantId} and d.one_id = a.id and d.other_id = b.id)
        group by 1, 2),
      scored as (select p.*, ${scoreOf(sql`p.signs`)} as score from pairs p),
      shown as (
        select s.*, count(*) over ()::int as total from scored s where s.score >= ${LEAST}
        order by s.score desc, s.a, s.b limit ${limit})
      select ${sideOf("ca")} as a, ${sideOf("cb")} as b, to_jsonb(s.signs) as signs, s.score, s.total
      from shown s join customers ca on ca.tenant_id = ${ctx.tenantId} and ca.id = s.a
        join customers cb on cb.tenant_id = ${ctx.tenantId} and cb.id = s.b
      order by s.score desc, s.a, s.b`);
    return {
      pairs: rows.map(({ total: _total, ...pair }) => pair),
      total: rows[0]?.total ?? 0,
    };
  });
}
