import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { type CustomerReference, customerReferences } from "./customer-references";

/** Ids that moved, by `table.column`. */
export type Moved = Record<string, string[]>;

/** Moves every row of one customer to another; where the other has the same already, the row stays. */
export async function moveRows(ctx: Ctx, tx: Tx, from: string, to: string): Promise<Moved> {
  const moved: Moved = {};
  for (const reference of await customerReferences(tx)) {
    const table = sql.identifier(reference.table);
    const column = sql.identifier(reference.column);
    const { rows } = await tx.execute<{ id: string }>(sql`
      update ${table} c set ${column} = ${to}
      where c.tenant_id = ${ctx.tenantId} and c.${column} = ${from} ${free(reference, to)} returning c.id`);
    if (rows.length > 0) moved[keyOf(reference)] = rows.map(({ id }) => id);
  }
  return moved;
}

/** Takes rows back that stand where the merge put them; what was deleted or moved on since stays. */
export async function moveBack(
  ctx: Ctx,
  tx: Tx,
  moved: Moved,
  from: string,
  to: string,
): Promise<number> {
  let count = 0;
  for (const reference of await customerReferences(tx)) {
    const ids = moved[keyOf(reference)];
    if (!ids) continue;
    const table = sql.identifier(reference.table);
    const column = sql.identifier(reference.column);
    const back = await tx.execute(sql`
      update ${table} c set ${column} = ${to}
      where c.tenant_id = ${ctx.tenantId} and c.id = any(${sql.param(ids)}::uuid[]) and c.${column} = ${from} ${free(reference, to)}`);
    count += back.rowCount ?? 0;
  }
  return count;
}

/** How many rows would move, by table. */
export async function countRows(ctx: Ctx, tx: Tx, from: string) {
  const counts = (await customerReferences(tx)).map(
    ({ table, column }) =>
      sql`select ${table}::text as "table", count(*)::int as rows from ${sql.identifier(table)}
        where tenant_id = ${ctx.tenantId} and ${sql.identifier(column)} = ${from}`,
  );
  const { rows } = await tx.execute<{ table: string; rows: number }>(
    sql`select "table", sum(rows)::int as rows from (${sql.join(counts, sql` union all `)}) n
      group by 1 having sum(rows) > 0 order by 1`,
  );
  return rows;
}

const keyOf = ({ table, column }: CustomerReference) => `${table}.${column}`;

/** No row of the other stands where this one would come to stand, in any unique index. */
function free({ table, column, uniques }: CustomerReference, to: string): SQL {
  const tests = uniques.map(({ columns, condition }) => {
    const same = columns.map(
      (name) => sql`and o.${sql.identifier(name)} = c.${sql.identifier(name)}`,
    );
    const other = sql`select 1 from ${sql.identifier(table)} o where o.tenant_id = c.tenant_id
      and o.${sql.identifier(column)} = ${to} ${sql.join(same, sql` `)}`;
    // The condition is the catalogue's own text; unqualified, it speaks of the innermost table.
    return condition === null
      ? sql`and not exists (${other})`
      : sql`and not (${sql.raw(condition)} and exists (${other} and ${sql.raw(condition)}))`;
  });
  return tests.length === 0 ? sql`` : sql.join(tests, sql` `);
}
