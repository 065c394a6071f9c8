import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

/** The next number of a service, behind a lock that lasts until the transaction ends: given once, without gaps. */
export async function nextServiceNumber(ctx: Ctx, tx: Tx): Promise<number> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('services ' || ${ctx.tenantId}, 0))`,
  );
  const { rows } = await tx.execute<{ last: number }>(
    sql`select coalesce(max(number), 0)::int as last from services where tenant_id = ${ctx.tenantId}`,
  );
  return (rows[0]?.last ?? 0) + 1;
}
