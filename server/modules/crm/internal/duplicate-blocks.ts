import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/server/tenancy/context";
import { WEIGHTS } from "../rules/merge-schema";
import { withinReach } from "../within-reach";

/**
 * Blocks of two to `most` customers in sight within reach that share a sign: `(sign, ids)`. Each sign is grouped by itself,
 * so that no list of everybody is sorted; a customer that has one address twice counts once.
 */
export function sharedBlocks(ctx: Ctx, most: number): SQL {
  const live = sql`customers.tenant_id = ${ctx.tenantId} and customers.archived_at is null and ${withinReach(ctx, "customer.read")}`;
  const few = sql`having count(*) between 2 and ${most}`;
  const reached = (channels: string[]) => sql`select distinct i.value, i.customer_id as id
    from customer_identities i join customers on customers.tenant_id = i.tenant_id and customers.id = i.customer_id
    where i.tenant_id = ${ctx.tenantId} and i.channel = any(${sql.param(channels)}::text[]) and ${live}
      and i.value in (select value from customer_identities where tenant_id = ${ctx.tenantId}
        and channel = any(${sql.param(channels)}::text[]) group by value having count(*) > 1)`;
  return sql`
    select 'taxId' as sign, array_agg(id order by id) as ids from customers where ${live} and tax_id <> ''
      group by tax_country, tax_id ${few}
    union all
    select 'email', array_agg(id order by id) from (${reached(["email"])}) e group by value ${few}
    union all
    select 'phone', array_agg(id order by id) from (${reached(["phone", "whatsapp"])}) p group by value ${few}
    union all
    select 'name', array_agg(id order by id) from customers where ${live}
      group by app.fold_text(name), app.fold_text(city) ${few}`;
}

/** What a set of signs says, of 100. */
export const scoreOf = (
  signs: SQL,
): SQL => sql`least(100, (select sum(w.weight) from jsonb_each_text(${JSON.stringify(WEIGHTS)}::jsonb) v (sign, value),
  lateral (select v.value::int as weight) w where v.sign = any(${signs})))::int`;

/** One side of a pair, as JSON. */
export const sideOf = (alias: string): SQL => {
  const c = sql.identifier(alias);
  return sql`jsonb_build_object('id', ${c}.id, 'number', ${c}.number, 'name', ${c}.name, 'city', ${c}.city,
    'email', ${c}.email, 'phone', ${c}.phone, 'taxId', ${c}.tax_id)`;
};
