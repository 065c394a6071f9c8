import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { RunRow } from "./run-row";

/** Customers in a chunk of planning. */
export const PLAN_CHUNK = 5_000;

/** Services that fall due by the run's day. */
export const isDue = (run: RunRow): SQL =>
  sql`s.next_bill_on <= ${run.billThrough}::date and s.next_period_on is not null and s.state <> 'cancelled'`;

/** The customers of the next chunk, by keyset: those with a service due, or with a charge that waits. Undefined: none left. */
export async function nextChunk(
  ctx: Ctx,
  tx: Tx,
  run: RunRow,
  size: number,
): Promise<{ after: string; last: string } | undefined> {
  const after = run.checkpoint ?? "00000000-0000-0000-0000-000000000000";
  const { rows } = await tx.execute<{ last: string | null }>(sql`
    select max(customer_id::text) as last from (
      (select distinct s.customer_id from services s
        where s.tenant_id = ${ctx.tenantId} and s.customer_id > ${after} and ${isDue(run)}
        order by s.customer_id limit ${size})
      union
      (select distinct c.customer_id from charges c
        where c.tenant_id = ${ctx.tenantId} and c.customer_id > ${after} and c.status = 'open'
          and not c.recurring and c.starts_on <= ${run.billThrough}::date
        order by c.customer_id limit ${size})
      order by customer_id limit ${size}) due`);
  const last = rows[0]?.last;
  return last ? { after, last } : undefined;
}

/** The chunk's customers with a one-off charge that waits, whether or not a service of theirs is due. */
export async function customersWithCharges(
  ctx: Ctx,
  tx: Tx,
  run: RunRow,
  { after, last }: { after: string; last: string },
): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct c.customer_id as id from charges c
    where c.tenant_id = ${ctx.tenantId} and c.customer_id > ${after} and c.customer_id <= ${last}
      and c.status = 'open' and not c.recurring and c.starts_on <= ${run.billThrough}::date`);
  return rows.map(({ id }) => id);
}
