import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/server/tenancy/context";
import { WEIGHTS } from "../rules/merge-schema";
import { withinReach } from "../within-reach";

/** Customers in sight within reach, with the key of each block that they stand in: `(id, sign, key)`. */
export function blocks(ctx: Ctx): SQL {
  const live = sql`customers.tenant_id = ${ctx.tenantId} and customers.archived_at is null and ${withinReach(ctx, "customer.read")}`;
  return sql`
    select id, 'taxId' as sign, tax_country || ' ' || tax_id as key from customers where ${live} and tax_id <> ''
    union all
    select id, 'email', email from customers where ${live} and email is not null
    union all
    select id, 'phone', phone from customers where ${live} and phone is not null
    union
    select i.customer_id, case i.channel when 'email' then 'email' else 'phone' end, i.value
      from customer_identities i join customers on customers.tenant_id = i.tenant_id and customers.id = i.customer_id
      where i.tenant_id = ${ctx.tenantId} and i.channel in ('email', 'phone', 'whatsapp') and ${live}
    union all
    select id, 'name', app.fold_text(name) || ' ' || app.fold_text(city) from customers where ${live}`;
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
