import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { History } from "../rules/hold-until";

/** A customer's last twelve months, as far as trust goes. */
export async function readHistory(ctx: Ctx, tx: Tx, customerId: string): Promise<History> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const year = sql`${now} - interval '12 months'`;
  const own = (alias: string) =>
    sql`${sql.identifier(alias)}.tenant_id = ${ctx.tenantId} and ${sql.identifier(alias)}.customer_id = ${customerId}`;
  const { rows } = await tx.execute<History>(sql`select
    (select count(*)::int from payment_proofs p where ${own("p")} and p.status = 'rejected'
      and p.created_at > ${year}) as "rejectedProofs",
    (select count(*)::int from payments y where ${own("y")} and y.status = 'bounced'
      and y.bounced_at > ${year}) as "bouncedPayments",
    (select count(*)::int from payment_promises q where ${own("q")} and q.status = 'broken'
      and q.created_at > ${year}) as "brokenPromises",
    (select count(*)::int from payment_proofs h where ${own("h")} and h.hold_until is not null
      and h.created_at > ${now} - interval '30 days') as "recentHolds"`);
  const [row] = rows;
  if (!row) throw new Error("counts gave no row");
  return row;
}
