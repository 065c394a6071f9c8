import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { CountDto } from "./schema";

/** Counted one by one up to here; beyond it a person wants the order of magnitude, not the time it takes. */
export const EXACT_UP_TO = 10_000;

/** How many rows a list's query means: exact up to 10 000, beyond it the planner's estimate, marked as one. */
export async function countRows(tx: Tx, table: SQL, where: SQL): Promise<CountDto> {
  const { rows } = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from ${table} where ${where} limit ${EXACT_UP_TO + 1}) counted`,
  );
  const counted = rows[0]?.n ?? 0;
  if (counted <= EXACT_UP_TO) return { count: counted, estimated: false };
  const { rows: plan } = await tx.execute<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    sql`explain (format json) select 1 from ${table} where ${where}`,
  );
  const guess = plan[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? counted;
  return { count: Math.max(counted, roundOff(guess)), estimated: true };
}

/** Two figures: more would look like knowledge. */
const roundOff = (count: number): number => Number(count.toPrecision(2));
