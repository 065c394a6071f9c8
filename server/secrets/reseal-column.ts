import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openText, sealText } from "./seal";
import type { SealedColumn } from "./sealed-columns";

const BATCH = 200;

/** Seals anew, under the active key, what older keys sealed in the column; in batches, so that nobody waits long. Returns how many. */
export async function resealColumn(
  ctx: Ctx,
  place: SealedColumn,
  activeKeyId: string,
): Promise<number> {
  for (let total = 0; ;) {
    const done = await resealBatch(ctx, place, activeKeyId);
    total += done;
    if (done < BATCH) return total;
  }
}

/** How many values of the column a key other than the active one still seals. */
export async function countStale(
  ctx: Ctx,
  place: SealedColumn,
  activeKeyId: string,
): Promise<number> {
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute<{ stale: number }>(
      sql`select count(*)::int as stale from ${sql.identifier(place.table)} where ${isStale(place, activeKeyId)}`,
    ),
  );
  return rows[0]?.stale ?? 0;
}

async function resealBatch(ctx: Ctx, place: SealedColumn, activeKeyId: string): Promise<number> {
  const { table, column } = place;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ id: string; blob: string }>(
      sql`select id, ${asText(place)} as blob from ${sql.identifier(table)}
        where ${isStale(place, activeKeyId)} order by id limit ${BATCH}
        ${place.rewrite === "update" ? sql`for update` : sql``}`,
    );
    for (const { id, blob } of rows) {
      const at = { table, column, rowId: id };
      const fresh = await sealText(ctx, tx, at, await openText(ctx, tx, at, blob));
      await (place.rewrite === "update" ? update : replace)(tx, place, id, fresh);
    }
    return rows.length;
  });
}

type Write = (tx: Tx, place: SealedColumn, id: string, fresh: string) => Promise<void>;

const update: Write = async (tx, { table, column, type }, id, fresh) => {
  const value = type === "bytea" ? sql`convert_to(${fresh}, 'UTF8')` : sql`${fresh}`;
  await tx.execute(
    sql`update ${sql.identifier(table)} set ${sql.identifier(column)} = ${value} where id = ${id}`,
  );
};

/** A row that was erased meanwhile is not brought back: the delete finds nothing. */
const replace: Write = async (tx, { table, column, type }, id, fresh) => {
  const name = sql.identifier(table);
  const { rows } = await tx.execute<{ row: unknown }>(
    sql`delete from ${name} t where id = ${id} returning to_jsonb(t) as row`,
  );
  const [gone] = rows;
  if (!gone) return;
  const value = type === "bytea" ? `\\x${Buffer.from(fresh).toString("hex")}` : fresh;
  await tx.execute(sql`insert into ${name} select * from jsonb_populate_record(null::${name},
    ${JSON.stringify(gone.row)}::jsonb || jsonb_build_object(${column}::text, ${value}::text))`);
};

const asText = ({ column, type }: SealedColumn): SQL =>
  type === "bytea"
    ? sql`convert_from(${sql.identifier(column)}, 'UTF8')`
    : sql`${sql.identifier(column)}`;

const isStale = (place: SealedColumn, activeKeyId: string): SQL =>
  sql`${sql.identifier(place.column)} is not null and ${asText(place)} not like ${`v1.${activeKeyId}.%`}`;
