import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { RunRow } from "./run-row";

/** Customers in a chunk of posting: small enough that a lost one costs little and locks are short. */
export const POST_CHUNK = 2_000;

/** The customers that one transaction posts. */
export type Chunk = {
  run: RunRow;
  /** Its customers come after this one… */
  after: string;
  /** …up to this one. */
  last: string;
  /** The chunk's rows of `billing_run_lines` under that name. */
  where(alias: SQL): SQL;
  /** Those that become documents. */
  billed(alias: SQL): SQL;
};

/** The next chunk by keyset; undefined when all are posted. */
export async function nextPostChunk(
  ctx: Ctx,
  tx: Tx,
  run: RunRow,
  size: number,
): Promise<Chunk | undefined> {
  const after = run.checkpoint ?? "00000000-0000-0000-0000-000000000000";
  const { rows } = await tx.execute<{ last: string | null }>(sql`
    select max(customer_id::text) as last from (
      select distinct customer_id from billing_run_lines
      where tenant_id = ${ctx.tenantId} and run_id = ${run.id} and customer_id > ${after}
      order by customer_id limit ${size}) next`);
  const last = rows[0]?.last;
  if (!last) return undefined;
  const where = (l: SQL) =>
    sql`${l}.tenant_id = ${ctx.tenantId} and ${l}.run_id = ${run.id} and ${l}.customer_id > ${after} and ${l}.customer_id <= ${last}`;
  const billed = (l: SQL) =>
    sql`${where(l)} and ${l}.error is null and ${l}.invoice_id is not null`;
  return { run, after, last, where, billed };
}
