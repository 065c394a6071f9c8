import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** A column that names a customer, and where a moved row would meet another: its unique indexes. */
export type CustomerReference = {
  table: string;
  column: string;
  /** Other columns of each unique index that the column is part of, and the index's condition. */
  uniques: { columns: string[]; condition: string | null }[];
};

/**
 * What stays with whom it was written for: the books are append-only (balances move by an entry, and the trigger keeps
 * their sums), merges and what was told apart are history, and nobody signs in as somebody else because two rows were one person.
 */
const STAYS = [
  "ledger_legs",
  "customer_balances",
  "customer_merges",
  "customer_distinctions",
  "sessions",
  "devices",
  "passkeys",
  "one_time_codes",
  "security_log",
];

/** Every column that names a customer, from the catalogue, so that a new table is not forgotten; in the order of names. */
export async function customerReferences(tx: Tx): Promise<CustomerReference[]> {
  const { rows } = await tx.execute<CustomerReference>(sql`
    select c.relname as table, a.attname as column, coalesce((
      select jsonb_agg(jsonb_build_object(
        'columns', (select coalesce(jsonb_agg(o.attname), '[]') from pg_attribute o
          where o.attrelid = c.oid and o.attnum = any(x.indkey) and o.attname not in ('tenant_id', a.attname)),
        'condition', pg_get_expr(x.indpred, x.indrelid)))
      from pg_index x where x.indrelid = c.oid and x.indisunique and a.attnum = any(x.indkey)), '[]') as uniques
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attisdropped
      and a.atttypid = 'uuid'::regtype and c.relname <> all(${sql.param(STAYS)}::text[])
      and has_table_privilege(c.oid, 'UPDATE')
      and (a.attname = 'customer_id' or exists (
        select 1 from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid
          and k.confrelid = 'customers'::regclass and k.conkey[1] = a.attnum))
    order by c.relname, a.attname`);
  return rows;
}
