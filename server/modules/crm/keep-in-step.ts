import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { oneOf } from "@/db/one-of";
import type { Ctx } from "@/server/tenancy/context";
import { searchTextOf } from "./rules/search-text";

/**
 * After a change of customers' e-mail or phone, or of what else reaches them: the main identities are what the row says
 * (one that was replaced goes), and search finds them by all of it. The one place where both are kept; in the caller's
 * transaction.
 */
export async function keepInStep(ctx: Ctx, tx: Tx, customerIds: readonly string[]): Promise<void> {
  const these = oneOf(customerIds);
  const replaced = tx.execute(sql`
    delete from customer_identities i using customers c
    where i.tenant_id = ${ctx.tenantId} and i.customer_id ${these} and i.is_primary
      and c.tenant_id = i.tenant_id and c.id = i.customer_id
      and ((i.channel = 'email' and i.value is distinct from c.email)
        or (i.channel = 'phone' and i.value is distinct from c.phone))`);
  const kept = tx.execute(sql`
    insert into customer_identities (tenant_id, customer_id, channel, kind, value, is_primary)
    select c.tenant_id, c.id, a.channel, a.kind, a.value, true from customers c,
      lateral (values ('email', 'address', c.email), ('phone', 'phone', c.phone)) as a (channel, kind, value)
    where c.tenant_id = ${ctx.tenantId} and c.id ${these} and a.value is not null
    on conflict (tenant_id, customer_id, channel, kind, value) do update set is_primary = true
      where not customer_identities.is_primary`);
  const [, , { rows }] = await Promise.all([replaced, kept, readReachable(ctx, tx, customerIds)]);
  await refreshSearch(ctx, tx, rows);
}

type Row = {
  id: string;
  number: number;
  name: string;
  email: string | null;
  phone: string | null;
  city: string;
  legalName: string;
  taxId: string;
  others: string[] | null;
  text: string;
};

const readReachable = (ctx: Ctx, tx: Tx, customerIds: readonly string[]) =>
  tx.execute<Row>(sql`
    select c.id, c.number, c.name, c.email, c.phone, c.city, c.legal_name as "legalName", c.tax_id as "taxId",
      c.search_text as text, (select array_agg(w.word order by w.word) from (
        select i.value as word from customer_identities i where i.tenant_id = c.tenant_id and i.customer_id = c.id
        union select unnest(array[k.name, k.email, k.phone]) from customer_contacts k
          where k.tenant_id = c.tenant_id and k.customer_id = c.id) w where w.word is not null) as others
    from customers c where c.tenant_id = ${ctx.tenantId} and c.id ${oneOf(customerIds)}`);

async function refreshSearch(ctx: Ctx, tx: Tx, rows: readonly Row[]): Promise<void> {
  const texts = rows
    .map((row) => ({ id: row.id, was: row.text, text: searchTextOf(row, row.others ?? []) }))
    .filter(({ was, text }) => was !== text);
  if (texts.length === 0) return;
  await tx.execute(sql`
    update customers c set search_text = o.text
    from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as o (id uuid, text text)
    where c.tenant_id = ${ctx.tenantId} and c.id = o.id and c.search_text <> o.text`);
}
